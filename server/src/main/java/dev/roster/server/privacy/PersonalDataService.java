package dev.roster.server.privacy;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.directory.AccountName;
import dev.roster.server.directory.AccountStore;
import java.util.Optional;

/** Exports what is stored about people for operators. Safe for use by many threads. */
public final class PersonalDataService {
  private final Database database;
  private final AccountStore accounts;
  private final PersonalDataStore store;
  private final AuditLog audit;

  public PersonalDataService(
      Database database, AccountStore accounts, PersonalDataStore store, AuditLog audit) {
    this.database = database;
    this.accounts = accounts;
    this.store = store;
    this.audit = audit;
  }

  /**
   * Everything that is stored about the person, as a JSON object without secrets; empty without
   * such a person. The audit log records the export, which is in it, too.
   */
  public Optional<String> export(OperatorCaller caller, AccountName name) {
    return database.inTransaction(tx ->
        accounts
            .find(tx, name)
            .flatMap(account -> store.find(tx, account.personId()))
            .flatMap(person -> {
              AuditedChange event = AuditedChange.of(AuditAction.PERSON_EXPORTED);
              audit.record(tx, caller, event.person(person.id()));
              return store.everything(tx, person, store.invitationsFor(tx, person));
            }));
  }
}
