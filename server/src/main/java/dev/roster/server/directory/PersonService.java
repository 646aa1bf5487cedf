package dev.roster.server.directory;

import dev.roster.server.db.CallerQuery;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collector;

/** The people a caller may see. Safe for use by many threads. */
public final class PersonService {
  private final PersonStore people;
  private final TenantUserStore tenantUsers;

  public PersonService(PersonStore people, TenantUserStore tenantUsers) {
    this.people = people;
    this.tenantUsers = tenantUsers;
  }

  /** The caller, with the current workspace. */
  public CallerQuery<PersonWithMembership> self() {
    return people.self();
  }

  /**
   * One page of the members of the caller's current workspace; empty unless the caller may view
   * users.
   */
  public CallerQuery<Page<PersonWithMembership>> colleagues(
      List<String> searchTerms, PageRequest pageRequest) {
    return people.colleagues(searchTerms, pageRequest);
  }

  /** All users of the tenant, one after the other: there may be more than fit into memory. */
  public <T> CallerQuery<T> inTenant(Collector<TenantUser, ?, T> into) {
    return tenantUsers.all(into);
  }

  /** The users with access to a company of the tenant; empty if it is not one of the tenant's. */
  public <T> CallerQuery<Optional<T>> inCompany(UUID companyUid, Collector<TenantUser, ?, T> into) {
    return tenantUsers.withAccessTo(companyUid, into);
  }

  /** One user of the tenant that asks; empty if there is none with this id. */
  public CallerQuery<Optional<TenantUserDetail>> byUid(UUID personUid) {
    return tenantUsers.byUid(personUid);
  }
}
