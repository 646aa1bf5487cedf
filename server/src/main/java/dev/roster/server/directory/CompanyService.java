package dev.roster.server.directory;

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

  public CompanyService(Database database, CompanyStore companies, MembershipStore memberships) {
    this.database = database;
    this.companies = companies;
    this.memberships = memberships;
  }

  /** Whether nobody has any company yet; for whoever runs the server, not for callers. */
  public boolean isEmpty() {
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
    return database.inTransaction(
        tx -> memberships.makeCurrent(tx, companyId, caller.personId()) == 1);
  }
}
