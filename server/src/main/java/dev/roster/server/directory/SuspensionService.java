package dev.roster.server.directory;

import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.Database;
import java.util.List;
import java.util.OptionalLong;

/**
 * The suspended members of the caller's current workspace, for its owners and admins. Safe for use
 * by many threads.
 */
public final class SuspensionService {
  private final Database database;
  private final PersonStore people;

  public SuspensionService(Database database, PersonStore people) {
    this.database = database;
    this.people = people;
  }

  /**
   * A page of the members, in the order of their ids.
   *
   * @param after the id of the member before the page; empty for the first page
   * @param size of the page at most
   * @throws dev.roster.server.caller.NotPermittedException unless the caller administers the
   *     workspace
   */
  public List<Suspension> page(UserCaller caller, OptionalLong after, int size) {
    long companyId = caller.administered(Scope.READ).companyId();
    return database.reading(tx -> people.suspended(tx, companyId, after.orElse(0), size));
  }
}
