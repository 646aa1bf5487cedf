package dev.roster.server.audit;

/**
 * Everything that the audit log tells of. The names are stable: people search and filter by them.
 */
public enum AuditAction {
  COMPANY_ONBOARDED("company.onboarded"),
  DIRECTORY_IMPORTED("directory.imported"),
  INVITATION_ACCEPTED("invitation.accepted"),
  INVITATION_CREATED("invitation.created"),
  INVITATION_DECLINED("invitation.declined"),
  INVITATION_EXPIRED("invitation.expired"),
  INVITATION_RESENT("invitation.resent"),
  INVITATION_REVOKED("invitation.revoked"),
  OUTBOX_RETRIED("outbox.retried"),
  PERSON_ERASED("person.erased"),
  PERSON_EXPORTED("person.exported"),
  PERSON_LINKED("person.linked"),
  PERSON_READDRESSED("person.readdressed"),
  PERSON_REINSTATED("person.reinstated"),
  PERSON_SUSPENDED("person.suspended"),
  PERSON_UNLINKED("person.unlinked"),
  TENANT_KEY_CREATED("tenant_key.created"),
  TENANT_KEY_REVOKED("tenant_key.revoked"),
  TENANT_KEY_ROTATED("tenant_key.rotated"),
  TOKEN_CREATED("token.created"),
  TOKEN_REVOKED("token.revoked"),
  WORKSPACE_SWITCHED("workspace.switched");

  private final String text;

  AuditAction(String text) {
    this.text = text;
  }

  /** The name in the log. */
  @Override
  public String toString() {
    return text;
  }
}
