package dev.roster.server.directory;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.directory.LinkOutcome.Linked;
import dev.roster.server.directory.LinkOutcome.TakenSubject;
import dev.roster.server.directory.LinkOutcome.UnknownPerson;
import java.util.List;
import java.util.Optional;

/** Finds, suspends, reinstates and links people for operators. Safe for use by many threads. */
public final class AccountService {
  private final Database database;
  private final AccountStore accounts;
  private final AuditLog audit;

  public AccountService(Database database, AccountStore accounts, AuditLog audit) {
    this.database = database;
    this.accounts = accounts;
    this.audit = audit;
  }

  /** The person of this name. */
  public Optional<Account> find(OperatorCaller caller, AccountName name) {
    return database.reading(tx -> accounts.find(tx, name));
  }

  /** The addresses that need a decision since the rule for addresses changed. */
  public List<AddressFinding> addressFindings(OperatorCaller caller) {
    return database.reading(accounts::addressFindings);
  }

  /**
   * Refuses all tokens of a person from the next request on; empty without such a person. Tokens,
   * memberships and invitations stay, so that nothing is lost when the person is reinstated.
   */
  public Optional<StatusChange> suspend(OperatorCaller caller, AccountName name) {
    return change(caller, name, false, UserStatus.SUSPENDED);
  }

  /** Takes a suspension back; empty without such a person. */
  public Optional<StatusChange> reinstate(OperatorCaller caller, AccountName name) {
    return change(caller, name, true, UserStatus.ACTIVE);
  }

  /** Links the subject to the person. */
  public LinkOutcome link(OperatorCaller caller, AccountName name, String subject) {
    return database.inTransaction(tx -> {
      Optional<Account> account = accounts.find(tx, name);
      if (account.isEmpty()) {
        return new UnknownPerson();
      }
      long personId = account.get().personId();
      if (accounts.link(tx, personId, subject) == 0) {
        return new TakenSubject(accounts.emailOfSubject(tx, subject).orElseThrow());
      }
      audit.record(tx, caller, AuditedChange.of(AuditAction.PERSON_LINKED).person(personId));
      return new Linked(account.get());
    });
  }

  /** Unlinks the person's subject; empty without such a person. */
  public Optional<Account> unlink(OperatorCaller caller, AccountName name) {
    return database.inTransaction(tx -> {
      Optional<Account> account = accounts.find(tx, name);
      account
          .filter(known -> accounts.unlink(tx, known.personId()))
          .map(known -> AuditedChange.of(AuditAction.PERSON_UNLINKED).person(known.personId()))
          .ifPresent(change -> audit.record(tx, caller, change));
      return account;
    });
  }

  /**
   * Gives a person another address; everything else stays, and what a migration noted about the
   * address before is decided.
   */
  public ReaddressOutcome readdress(OperatorCaller caller, AccountName name, EmailAddress address) {
    return database.inTransaction(tx -> {
      Optional<Account> before = accounts.find(tx, name);
      if (before.isEmpty()) {
        return new ReaddressOutcome.UnknownPerson();
      }
      long personId = before.get().personId();
      Optional<Account> owner = accounts.find(tx, address);
      if (owner.isPresent() && owner.get().personId() != personId) {
        return new ReaddressOutcome.TakenAddress(owner.get().personId());
      }
      if (accounts.readdress(tx, personId, address)) {
        accounts.forgetAddressFindings(tx, personId);
        audit.record(tx, caller, AuditedChange.of(AuditAction.PERSON_READDRESSED).person(personId));
      }
      return new ReaddressOutcome.Readdressed(
          before.get().email(), accounts.find(tx, address).orElseThrow());
    });
  }

  private Optional<StatusChange> change(
      OperatorCaller caller, AccountName name, boolean active, UserStatus status) {
    AuditAction action = active ? AuditAction.PERSON_REINSTATED : AuditAction.PERSON_SUSPENDED;
    return database.inTransaction(tx -> {
      Optional<Account> before = accounts.find(tx, name);
      before
          .filter(account -> accounts.changeStatus(tx, account.personId(), active, status))
          .ifPresent(account ->
              audit.record(tx, caller, AuditedChange.of(action).person(account.personId())));
      return before.flatMap(
          account -> accounts.find(tx, name).map(after -> new StatusChange(account, after)));
    });
  }
}
