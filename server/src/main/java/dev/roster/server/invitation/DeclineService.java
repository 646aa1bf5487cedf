package dev.roster.server.invitation;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.VisitorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.mail.InvitationSecret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends invitations for their invitees, as a revocation does. The only credential is the secret of
 * the invitation. Safe for use by many threads.
 */
public final class DeclineService {
  private static final Logger LOG = LoggerFactory.getLogger(DeclineService.class);

  private final Database database;
  private final AcceptStore secrets;
  private final AuditLog audit;

  public DeclineService(Database database, AcceptStore secrets, AuditLog audit) {
    this.database = database;
    this.secrets = secrets;
    this.audit = audit;
  }

  /** Declines the invitation of the secret; once more changes nothing and says the same. */
  public DeclineOutcome decline(VisitorCaller caller, InvitationSecret secret) {
    DeclineOutcome outcome = database.inTransaction(tx -> tryToDecline(tx, caller, secret));
    if (outcome instanceof DeclineOutcome.Refused(LinkState.NotValid())) {
      LOG.info(
          "a secret that declines nothing was shown from {}",
          caller.callOrigin().address().orElse("-"));
    }
    return outcome;
  }

  private DeclineOutcome tryToDecline(
      Transaction tx, VisitorCaller caller, InvitationSecret secret) {
    return switch (secrets.state(tx, secret.hash())) {
      case LinkState.Closed closed -> ended(closed);
      case LinkState.Open(InvitationPreview open) ->
          secrets
              .decline(tx, secret.hash(), new EmailAddress(open.email()))
              .map(used -> declined(tx, caller, used, open))
              .orElseGet(() -> overtaken(tx, secret));
    };
  }

  private static DeclineOutcome ended(LinkState.Closed closed) {
    return closed instanceof LinkState.Declined declined
        ? new DeclineOutcome.Declined(declined.company())
        : new DeclineOutcome.Refused(closed);
  }

  /** Resolves a race: whatever ended the invitation meanwhile decides. */
  private DeclineOutcome overtaken(Transaction tx, InvitationSecret secret) {
    return ended(
        secrets.state(tx, secret.hash()) instanceof LinkState.Closed closed
            ? closed
            : new LinkState.NotValid());
  }

  /** The event names no person: the invitee need not have an account, and joined nothing. */
  private DeclineOutcome declined(
      Transaction tx, VisitorCaller caller, AcceptStore.Used used, InvitationPreview open) {
    audit.record(
        tx,
        caller,
        AuditedChange.of(AuditAction.INVITATION_DECLINED)
            .company(used.companyId())
            .invitation(used.id()));
    LOG.info("invitation {} is declined", used.id());
    return new DeclineOutcome.Declined(open.company());
  }
}
