package dev.roster.server.console;

import dev.roster.console.api.RolesApi;
import dev.roster.console.model.RoleList;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.directory.AuthGroups;
import dev.roster.server.http.Exchange;

/** The operation of the tag "roles". */
public final class ConsoleRolesResource implements RolesApi {
  private final AuthGroups groups;

  public ConsoleRolesResource(AuthGroups groups) {
    this.groups = groups;
  }

  @Override
  public RoleList consoleRolesList() {
    UserCaller caller = Exchange.current().caller(UserCaller.class);
    return new RoleList(groups.invitable(caller).stream().map(ConsoleMapper::role).toList());
  }
}
