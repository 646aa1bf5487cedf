package dev.roster.server.compleat;

import dev.roster.compleat.api.UsersApi;
import dev.roster.compleat.model.UserDetail;
import dev.roster.compleat.model.UserList;
import dev.roster.server.access.TenantCaller;
import dev.roster.server.directory.PersonService;
import dev.roster.server.directory.TenantUser;
import dev.roster.server.http.Exchange;
import java.util.List;

/** Both operations of the Compleat contract. */
public final class TenantUsersResource implements UsersApi {
  private static final String NO_COMPANY = "null";

  private final PersonService people;
  private final CompleatErrors errors;

  public TenantUsersResource(PersonService people, CompleatDoor door) {
    this.people = people;
    this.errors = door.errors();
  }

  @Override
  public UserList getUsers(String tenantId, String companyId, Integer version) {
    TenantCaller caller = (TenantCaller) Exchange.current().caller();
    List<TenantUser> users =
        companyId.equalsIgnoreCase(NO_COMPANY)
            ? people.inTenant(caller)
            : Guid.parse(companyId)
                .flatMap(company -> people.inCompany(caller, company))
                .orElseThrow(errors::unknownCompany);
    return TenantUserMapper.list(users, errors.metaData());
  }

  @Override
  public UserDetail getUser(String tenantId, String userId, Integer version) {
    TenantCaller caller = (TenantCaller) Exchange.current().caller();
    return Guid.parse(userId)
        .flatMap(user -> people.inTenant(caller, user))
        .map(user -> TenantUserMapper.detail(caller.tenantId(), user, errors.metaData()))
        .orElseThrow(errors::unknownUser);
  }
}
