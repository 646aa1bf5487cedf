package dev.roster.server.directory;

import dev.roster.server.caller.Permission;
import dev.roster.server.caller.TenantCaller;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.Database;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collector;

/** The people a caller may see. Safe for use by many threads. */
public final class PersonService {
  private final Database database;
  private final PersonStore people;
  private final TenantUserStore tenantUsers;
  private final CompanyStore companies;

  public PersonService(
      Database database, PersonStore people, TenantUserStore tenantUsers, CompanyStore companies) {
    this.database = database;
    this.people = people;
    this.tenantUsers = tenantUsers;
    this.companies = companies;
  }

  /** The caller, with the current workspace. */
  public PersonWithMembership self(UserCaller caller) {
    return database.reading(tx -> people.byId(tx, caller.personId()));
  }

  /**
   * One page of the members of the caller's current workspace.
   *
   * @throws dev.roster.server.caller.NotPermittedException unless the caller may view users
   */
  public Page<PersonWithMembership> colleagues(
      UserCaller caller, List<String> searchTerms, PageRequest pageRequest) {
    caller.require(Permission.VIEW_USER);
    long companyId = caller.workspace().companyId();
    return database.reading(tx -> people.membersOf(tx, companyId, searchTerms, pageRequest));
  }

  /** All users of the tenant, one after the other: there may be more than fit into memory. */
  public <T> T inTenant(TenantCaller caller, Collector<TenantUser, ?, T> into) {
    return database.readingInPieces(tx -> tenantUsers.all(tx, caller.tenantId(), into));
  }

  /** The users with access to a company of the tenant; empty if it is not one of the tenant's. */
  public <T> Optional<T> inCompany(
      TenantCaller caller, UUID companyUid, Collector<TenantUser, ?, T> into) {
    return database.readingInPieces(tx ->
        companies
            .idInTenant(tx, caller.tenantId(), companyUid)
            .map(company -> tenantUsers.withAccessTo(tx, caller.tenantId(), company, into)));
  }

  /** One user of the tenant; empty if there is none with this id. */
  public Optional<TenantUserDetail> inTenant(TenantCaller caller, UUID personUid) {
    return database.reading(tx -> tenantUsers.byUid(tx, caller.tenantId(), personUid));
  }
}
