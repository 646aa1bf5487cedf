package dev.roster.server.directory;

import dev.roster.server.access.Action;
import dev.roster.server.access.AuditTrail;
import dev.roster.server.access.Change;
import dev.roster.server.access.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.directory.LinkOutcome.Linked;
import dev.roster.server.directory.LinkOutcome.TakenSubject;
import dev.roster.server.directory.LinkOutcome.UnknownPerson;
import java.util.Optional;

/** Finds, suspends, reinstates and links people for operators. Safe for use by many threads. */
public final class AccountService {
  private final Database database;
  private final AccountStore accounts;
  private final AuditTrail audit;

  public AccountService(Database database, AccountStore accounts, AuditTrail audit) {
    this.database = database;
    this.accounts = accounts;
    this.audit = audit;
  }

  /** The person with this address. */
  public Optional<Account> find(OperatorCaller caller, EmailAddress email) {
    return database.reading(tx -> accounts.find(tx, email));
  }

  /**
   * Refuses all tokens of a person from the next request on; empty without such a person. Tokens,
   * memberships and invitations stay, so that nothing is lost when the person is reinstated.
   */
  public Optional<Account> suspend(OperatorCaller caller, EmailAddress email) {
    return change(caller, email, false, "SUSPENDED");
  }

  /** Takes a suspension back; empty without such a person. */
  public Optional<Account> reinstate(OperatorCaller caller, EmailAddress email) {
    return change(caller, email, true, "ACTIVE");
  }

  /** Lets the JWTs with this subject be the person's. */
  public LinkOutcome link(OperatorCaller caller, EmailAddress email, String subject) {
    return database.inTransaction(tx -> {
      Optional<Account> account = accounts.find(tx, email);
      if (account.isEmpty()) {
        return new UnknownPerson();
      }
      long personId = account.get().personId();
      if (accounts.link(tx, personId, subject) == 0) {
        return new TakenSubject(accounts.emailOfSubject(tx, subject).orElseThrow());
      }
      audit.record(tx, caller, Change.of(Action.PERSON_LINKED).person(personId));
      return new Linked(account.get());
    });
  }

  /** Lets no JWT be the person's by its subject any more; empty without such a person. */
  public Optional<Account> unlink(OperatorCaller caller, EmailAddress email) {
    return database.inTransaction(tx -> {
      Optional<Account> account = accounts.find(tx, email);
      account
          .filter(known -> accounts.unlink(tx, known.personId()))
          .map(known -> Change.of(Action.PERSON_UNLINKED).person(known.personId()))
          .ifPresent(change -> audit.record(tx, caller, change));
      return account;
    });
  }

  private Optional<Account> change(
      OperatorCaller caller, EmailAddress email, boolean active, String status) {
    Action action = active ? Action.PERSON_REINSTATED : Action.PERSON_SUSPENDED;
    return database.inTransaction(tx -> {
      accounts
          .find(tx, email)
          .filter(account -> accounts.changeStatus(tx, account.personId(), active, status))
          .ifPresent(
              account -> audit.record(tx, caller, Change.of(action).person(account.personId())));
      return accounts.find(tx, email);
    });
  }
}
