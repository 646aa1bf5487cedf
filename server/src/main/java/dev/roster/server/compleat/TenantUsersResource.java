package dev.roster.server.compleat;

import dev.roster.compleat.api.UsersApi;
import dev.roster.compleat.model.UserDetail;
import dev.roster.compleat.model.UserList;
import dev.roster.server.caller.TenantCaller;
import dev.roster.server.directory.TenantUserDetail;
import dev.roster.server.http.Exchange;

/** Both operations of the Compleat contract. */
public final class TenantUsersResource implements UsersApi {
  private final CompleatErrors errors;

  public TenantUsersResource(CompleatDoor door) {
    this.errors = door.errors();
  }

  @Override
  public UserList getUsers(String tenantId, String companyId, Integer version) {
    UserSummaries users =
        TenantAnswer.current(UserSummaries.class).orElseThrow(errors::unknownCompany);
    return new UserList(users.size(), users, errors.metaData());
  }

  @Override
  public UserDetail getUser(String tenantId, String userId, Integer version) {
    TenantCaller caller = Exchange.current().caller(TenantCaller.class);
    return TenantAnswer.current(TenantUserDetail.class)
        .map(user -> TenantUserMapper.detail(caller.tenantId(), user, errors.metaData()))
        .orElseThrow(errors::unknownUser);
  }
}
