package dev.roster.server.access;

import dev.roster.server.db.Database;
import java.util.Optional;

/** The roles that a caller can give to somebody. Safe for use by many threads. */
public final class AuthGroups {
  private final Database database;
  private final AccessStore store;

  public AuthGroups(Database database, AccessStore store) {
    this.database = database;
    this.store = store;
  }

  /** The group with this id if anybody can be invited with it; owners cannot be invited. */
  public Optional<AuthGroup> invitable(UserCaller caller, long id) {
    caller.require(Permission.INVITE_USER);
    return database.reading(tx -> store.group(tx, id)).filter(AuthGroup::isInvitable);
  }
}
