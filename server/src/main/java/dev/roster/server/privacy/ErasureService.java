package dev.roster.server.privacy;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.AccountName;
import dev.roster.server.directory.AccountStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Erases people for operators (docs/adr/0076). Safe for use by many threads. */
public final class ErasureService {
  private final Database database;
  private final AccountStore accounts;
  private final PersonalDataStore data;
  private final ErasureStore store;
  private final AuditLog audit;
  private final Clock clock;

  public ErasureService(
      Database database,
      AccountStore accounts,
      PersonalDataStore data,
      ErasureStore store,
      AuditLog audit,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.data = data;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Deletes the person and everything that is stored about them, in one transaction; empty without
   * such a person. Companies stay, and so do the audit events, which name the person by the id
   * alone.
   */
  public Optional<Erasure> erase(OperatorCaller caller, AccountName name) {
    return database.inTransaction(tx -> {
      Optional<Erasure> done = erase(tx, name);
      done.ifPresent(erasure -> audit.record(tx, caller, event(erasure)));
      return done;
    });
  }

  /**
   * Reports what {@link #erase} would do, and takes everything back; empty without such a person.
   */
  public Optional<Erasure> preview(OperatorCaller caller, AccountName name) {
    return database.rehearsing(tx -> erase(tx, name));
  }

  /** The person is read once nobody else can change them. */
  private Optional<Erasure> erase(Transaction tx, AccountName name) {
    return accounts
        .find(tx, name)
        .flatMap(account -> {
          store.hold(tx, account.personId());
          return data.find(tx, account.personId());
        })
        .map(held -> erase(tx, held));
  }

  /**
   * Locks in the order of mail, invitations, rest: a mail that is being sent holds its row and then
   * asks for that of the invitation.
   */
  private Erasure erase(Transaction tx, DataSubject person) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<UUID> invitations = data.invitationsFor(tx, person);
    store.holdMail(tx, person, invitations);
    store.holdInvitations(tx, person, invitations);

    List<Erasure.AffectedCompany> leaderless = store.leaderless(tx, person);
    store.forgetRequests(tx, person, invitations);
    store.forgetMailCounters(tx, person);
    int deleted = store.deleteInvitations(tx, invitations);
    int revoked = person.active() ? 0 : store.revokeInvitationsBy(tx, person, now);
    int kept = store.releaseInvitationsBy(tx, person) - revoked;
    int nominations = store.withdrawNominations(tx, person);
    int tokens = store.deleteTokens(tx, person);
    int memberships = store.deleteMemberships(tx, person);
    int redacted = store.redactAuditEvents(tx, person, invitations);
    store.deletePerson(tx, person);
    return new Erasure(
        person.id(),
        person.email().typed(),
        memberships,
        tokens,
        deleted,
        revoked,
        kept,
        nominations,
        redacted,
        person.addressShared(),
        leaderless);
  }

  private static AuditedChange event(Erasure erasure) {
    return AuditedChange.of(AuditAction.PERSON_ERASED)
        .person(erasure.personId())
        .with("memberships", erasure.memberships())
        .with("tokens", erasure.tokens())
        .with("invitations_deleted", erasure.invitationsDeleted())
        .with("invitations_revoked", erasure.invitationsRevoked())
        .with("audit_events_redacted", erasure.auditEventsRedacted());
  }
}
