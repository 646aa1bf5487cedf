package dev.roster.server.invitation;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.Caller;
import dev.roster.server.db.Transaction;
import dev.roster.server.mail.Outbox;
import java.time.Instant;
import java.util.UUID;

/** Changes of an open invitation, whoever asks for them, with their events. */
final class InvitationChanges {
  private final InvitationStore invitations;
  private final Outbox outbox;
  private final AuditLog audit;

  InvitationChanges(InvitationStore invitations, Outbox outbox, AuditLog audit) {
    this.invitations = invitations;
    this.outbox = outbox;
    this.audit = audit;
  }

  /**
   * Asks for a new mail of an invitation that was renewed, and kills the links of those before.
   *
   * @param mailing which of its mails this is
   */
  void mailAgain(
      Transaction tx,
      Caller caller,
      long companyId,
      UUID id,
      int mailing,
      Instant now,
      Instant expires) {
    invitations.forgetSecrets(tx, companyId, id);
    outbox.enqueue(tx, id, mailing, now);
    audit.record(
        tx,
        caller,
        AuditedChange.of(AuditAction.INVITATION_RESENT)
            .company(companyId)
            .invitation(id)
            .with("mailing", mailing)
            .with("expires_at", expires.toString()));
  }

  /** Ends an invitation of the company; false if it is not open. */
  boolean revoke(Transaction tx, Caller caller, long companyId, UUID id, Instant now) {
    boolean revoked = invitations.revoke(tx, companyId, id, now);
    if (revoked) {
      invitations.forgetSecrets(tx, companyId, id);
      audit.record(
          tx,
          caller,
          AuditedChange.of(AuditAction.INVITATION_REVOKED).company(companyId).invitation(id));
    }
    return revoked;
  }
}
