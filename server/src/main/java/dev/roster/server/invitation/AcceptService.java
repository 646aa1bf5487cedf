package dev.roster.server.invitation;

import dev.roster.server.access.Action;
import dev.roster.server.access.AuditTrail;
import dev.roster.server.access.Change;
import dev.roster.server.access.VisitorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.MembershipStore;
import dev.roster.server.directory.PersonStore;
import dev.roster.server.invitation.AcceptStore.Used;
import dev.roster.server.mail.InvitationSecret;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes members of invited people. Nobody is logged in here: the secret says who calls. Safe for
 * use by many threads.
 */
public final class AcceptService {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptService.class);

  private final Database database;
  private final AcceptStore secrets;
  private final InvitationStore invitations;
  private final PersonStore people;
  private final MembershipStore memberships;
  private final AuditTrail audit;

  public AcceptService(
      Database database,
      AcceptStore secrets,
      InvitationStore invitations,
      PersonStore people,
      MembershipStore memberships,
      AuditTrail audit) {
    this.database = database;
    this.secrets = secrets;
    this.invitations = invitations;
    this.people = people;
    this.memberships = memberships;
    this.audit = audit;
  }

  /** What the secret opens, without using it. */
  public Optional<InvitationPreview> preview(VisitorCaller caller, InvitationSecret secret) {
    return database.reading(tx -> secrets.preview(tx, secret.hash()));
  }

  /** Uses the secret: the invitation is accepted and the person a member, or neither. */
  public AcceptOutcome accept(VisitorCaller caller, AcceptCommand command) {
    AcceptOutcome outcome = tryToAccept(caller, command);
    if (outcome instanceof AcceptOutcome.NotValid) {
      LOG.info(
          "a secret that opens nothing was shown from {}",
          caller.provenance().address().orElse("-"));
    }
    return outcome;
  }

  private AcceptOutcome tryToAccept(VisitorCaller caller, AcceptCommand command) {
    return database.inTransaction(tx -> {
      Optional<InvitationPreview> open = secrets.preview(tx, command.secret().hash());
      if (open.isEmpty()) {
        return new AcceptOutcome.NotValid();
      }
      boolean named = !command.firstName().isEmpty() && !command.lastName().isEmpty();
      if (open.get().newPerson() && !named) {
        return new AcceptOutcome.NamesMissing();
      }
      return secrets
          .use(tx, command.secret().hash())
          .<AcceptOutcome>map(used -> join(tx, caller, used, command, open.get()))
          .orElseGet(AcceptOutcome.NotValid::new);
    });
  }

  private AcceptOutcome join(
      Transaction tx,
      VisitorCaller caller,
      Used used,
      AcceptCommand command,
      InvitationPreview open) {
    long personId = person(tx, used, command);
    long membershipId = memberships.enable(tx, used.companyId(), personId, used.authGroupId());
    people.settle(tx, personId, membershipId);
    invitations.forgetSecrets(tx, used.companyId(), used.id());
    audit.record(
        tx,
        caller,
        Change.of(Action.INVITATION_ACCEPTED)
            .company(used.companyId())
            .person(personId)
            .invitation(used.id())
            .with("membership_id", membershipId)
            .with("invited_as", used.authGroupId())
            .with("new_person", open.newPerson()));
    LOG.info("invitation {} is accepted", used.id());
    return new AcceptOutcome.Accepted(open.company(), open.role());
  }

  /** Somebody else may create the same person at this moment: then that one is meant. */
  private long person(Transaction tx, Used used, AcceptCommand command) {
    OptionalLong known = people.idByEmail(tx, used.email());
    if (known.isPresent()) {
      return known.getAsLong();
    }
    people.createUnlessKnown(
        tx, used.email(), command.firstName(), command.lastName(), used.locale());
    return people.idByEmail(tx, used.email()).orElseThrow();
  }
}
