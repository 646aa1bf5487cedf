package dev.roster.server.directory;

import dev.roster.server.caller.AuthGroup;
import dev.roster.server.caller.Permission;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.Database;
import java.util.List;
import java.util.Optional;

/** The roles that a caller can invite with. Safe for use by many threads. */
public final class AuthGroups {
  private final Database database;
  private final AuthGroupStore store;

  public AuthGroups(Database database, AuthGroupStore store) {
    this.database = database;
    this.store = store;
  }

  /** The groups that the caller can invite with, by their ids; none for a caller who cannot. */
  public List<AuthGroup> invitable(UserCaller caller) {
    if (!caller.may(Permission.INVITE_USER)) {
      return List.of();
    }
    AuthGroup own = caller.workspace().group();
    return database.reading(store::all).stream().filter(own::mayInvite).toList();
  }

  /** The group with this id if anybody can be invited with it; owners cannot be invited. */
  public Optional<AuthGroup> invitable(UserCaller caller, long id) {
    caller.require(Permission.INVITE_USER);
    return database.reading(tx -> store.find(tx, id)).filter(AuthGroup::isInvitable);
  }
}
