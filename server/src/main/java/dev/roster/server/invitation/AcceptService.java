package dev.roster.server.invitation;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.VisitorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.MembershipStore;
import dev.roster.server.directory.PersonStore;
import dev.roster.server.invitation.AcceptStore.Used;
import dev.roster.server.mail.InvitationSecret;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes members of invited people. The only credential is the secret of the invitation. Safe for
 * use by many threads.
 */
public final class AcceptService {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptService.class);

  private final Database database;
  private final AcceptStore secrets;
  private final PersonStore people;
  private final MembershipStore memberships;
  private final AuditLog audit;

  public AcceptService(
      Database database,
      AcceptStore secrets,
      PersonStore people,
      MembershipStore memberships,
      AuditLog audit) {
    this.database = database;
    this.secrets = secrets;
    this.people = people;
    this.memberships = memberships;
    this.audit = audit;
  }

  /** The state of the invitation that the secret belongs to, without using the secret. */
  public LinkState preview(VisitorCaller caller, InvitationSecret secret) {
    return database.reading(tx -> secrets.state(tx, secret.hash()));
  }

  /** Uses the secret: the invitation is accepted and the person a member, or neither. */
  public AcceptOutcome accept(VisitorCaller caller, AcceptRequest request) {
    AcceptOutcome outcome = database.inTransaction(tx -> tryToAccept(tx, caller, request));
    if (outcome instanceof AcceptOutcome.Refused(LinkState.NotValid())) {
      LOG.info(
          "a secret that opens nothing was shown from {}",
          caller.callOrigin().address().orElse("-"));
    }
    return outcome;
  }

  private AcceptOutcome tryToAccept(Transaction tx, VisitorCaller caller, AcceptRequest request) {
    return switch (secrets.state(tx, request.secret().hash())) {
      case LinkState.Closed closed -> new AcceptOutcome.Refused(closed);
      case LinkState.Open open
          when open.invitation().newPerson()
              && (request.firstName().isEmpty() || request.lastName().isEmpty()) ->
          new AcceptOutcome.NamesMissing();
      case LinkState.Open open ->
          secrets
              .use(tx, request.secret().hash(), new EmailAddress(open.invitation().email()))
              .map(used -> join(tx, caller, used, request, open.invitation()))
              .orElseGet(() -> overtaken(tx, request.secret()));
    };
  }

  /** Resolves a race: a concurrent acceptance, revocation, resending or suspension decides. */
  private AcceptOutcome overtaken(Transaction tx, InvitationSecret secret) {
    return new AcceptOutcome.Refused(
        secrets.state(tx, secret.hash()) instanceof LinkState.Closed closed
            ? closed
            : new LinkState.NotValid());
  }

  private AcceptOutcome join(
      Transaction tx,
      VisitorCaller caller,
      Used used,
      AcceptRequest request,
      InvitationPreview open) {
    long personId = person(tx, used, request);
    long membershipId = memberships.enable(tx, used.companyId(), personId, used.authGroupId());
    people.settle(tx, personId, membershipId);
    audit.record(
        tx,
        caller,
        AuditedChange.of(AuditAction.INVITATION_ACCEPTED)
            .company(used.companyId())
            .person(personId)
            .invitation(used.id())
            .with("membership_id", membershipId)
            .with("invited_as", used.authGroupId())
            .with("new_person", open.newPerson()));
    LOG.info("invitation {} is accepted", used.id());
    return new AcceptOutcome.Accepted(open.company(), open.role());
  }

  /** Finds or creates the person; a concurrent creation wins. */
  private long person(Transaction tx, Used used, AcceptRequest request) {
    OptionalLong known = people.idByEmail(tx, used.email());
    if (known.isPresent()) {
      return known.getAsLong();
    }
    people.createUnlessKnown(
        tx, used.email(), request.firstName(), request.lastName(), used.locale());
    return people.idByEmail(tx, used.email()).orElseThrow();
  }
}
