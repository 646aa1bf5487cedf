package dev.roster.server.invitation;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.mail.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The invitations of a company for operators. Safe for use by many threads. */
public final class InvitationAdminService {
  private final Database database;
  private final InvitationStore invitations;
  private final InvitationChanges changes;
  private final InvitationQuotaStore quotas;
  private final Clock clock;

  public InvitationAdminService(
      Database database,
      InvitationStore invitations,
      Outbox outbox,
      AuditLog audit,
      InvitationQuotaStore quotas,
      Clock clock) {
    this.database = database;
    this.invitations = invitations;
    this.changes = new InvitationChanges(invitations, outbox, audit);
    this.quotas = quotas;
    this.clock = clock;
  }

  /** All invitations of the company, the newest first. */
  public List<InvitationEntry> list(OperatorCaller caller, long companyId) {
    return database.reading(tx -> invitations.list(tx, companyId, clock.instant()));
  }

  /** One of the same; empty if the company has none with this id. */
  public Optional<InvitationEntry> find(OperatorCaller caller, long companyId, UUID id) {
    return database.reading(tx -> invitations.entry(tx, companyId, id, clock.instant()));
  }

  /**
   * Asks for a new mail and kills the links of the mails before; the invitation is valid for the
   * whole duration again, also if it had run out. The mail counts for the quota of the address but
   * is never refused by one. False unless the company has it and it was neither accepted, revoked
   * nor replaced.
   */
  public boolean resend(OperatorCaller caller, long companyId, UUID id, Duration validity) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return database.inTransaction(tx -> {
      Instant expires = now.plus(validity);
      OptionalInt mailing = invitations.renew(tx, companyId, id, expires);
      if (mailing.isEmpty()) {
        return false;
      }
      // the counter after the invitation, as where one is made: none waits in a circle
      invitations
          .address(tx, companyId, id)
          .ifPresent(target -> quotas.addResent(tx, companyId, id, target, QuotaGate.day(now)));
      changes.mailAgain(tx, caller, companyId, id, mailing.getAsInt(), now, expires);
      return true;
    });
  }

  /** Ends a pending invitation; false if the company has none with this id. */
  public boolean revoke(OperatorCaller caller, long companyId, UUID id) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return database.inTransaction(tx -> changes.revoke(tx, caller, companyId, id, now));
  }
}
