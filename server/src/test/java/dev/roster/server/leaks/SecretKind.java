package dev.roster.server.leaks;

/** The purpose of a secret, the only thing that a report shows of it. */
public enum SecretKind {
  BEARER_TOKEN("a bearer token"),
  TENANT_KEY("a tenant key"),
  INVITATION_SECRET("the secret of an invitation"),
  JWT("a JWT"),
  MAIL_PASSWORD("the password of a mail server"),
  IDEMPOTENCY_KEY("an idempotency key"),
  UNKNOWN("what looks like a secret");

  private final String name;

  SecretKind(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}
