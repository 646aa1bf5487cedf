package dev.roster.server.directory;

import dev.roster.server.access.Action;
import dev.roster.server.access.AuditTrail;
import dev.roster.server.access.Change;
import dev.roster.server.access.OperatorCaller;
import dev.roster.server.access.Scope;
import dev.roster.server.access.UserCaller;
import dev.roster.server.db.Database;
import java.util.List;
import java.util.Optional;

/**
 * The companies of a caller, and which of them is the current one. Safe for use by many threads.
 */
public final class CompanyService {
  private final Database database;
  private final CompanyStore companies;
  private final MembershipStore memberships;
  private final AuditTrail audit;

  public CompanyService(
      Database database, CompanyStore companies, MembershipStore memberships, AuditTrail audit) {
    this.database = database;
    this.companies = companies;
    this.memberships = memberships;
    this.audit = audit;
  }

  /** Whether nobody has any company yet. */
  public boolean isEmpty(OperatorCaller caller) {
    return !database.reading(companies::hasAny);
  }

  /** One page of the companies that the caller belongs to and the query selects. */
  public Page<CompanySummary> search(UserCaller caller, CompanyQuery query) {
    return database.reading(tx -> companies.search(tx, caller.personId(), query));
  }

  /** One page of all companies that the caller belongs to. */
  public Page<CompanySummary> all(UserCaller caller, Slice slice) {
    return search(caller, new CompanyQuery(List.of(), List.of(), List.of(), slice));
  }

  /** A company of the caller's; empty if the caller does not belong to one with this id. */
  public Optional<Company> byId(UserCaller caller, long companyId) {
    return database.reading(tx -> companies.ofPerson(tx, caller.personId(), companyId));
  }

  /**
   * Makes a company the caller's current workspace; false if the caller does not belong to it,
   * whether or not it exists.
   *
   * @throws dev.roster.server.access.NotPermitted unless the caller's token may be used to write
   */
  public boolean switchTo(UserCaller caller, long companyId) {
    caller.require(Scope.WRITE);
    return database.inTransaction(tx -> {
      boolean switched = memberships.makeCurrent(tx, companyId, caller.personId()) == 1;
      if (switched) {
        audit.record(
            tx,
            caller,
            Change.of(Action.WORKSPACE_SWITCHED).company(companyId).person(caller.personId()));
      }
      return switched;
    });
  }
}
