package dev.roster.server.audit;

import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.Database;
import java.util.List;
import java.util.OptionalLong;

/**
 * The audit log of the caller's current workspace, for its owners and admins. Safe for use by many
 * threads.
 */
public final class WorkspaceAuditService {
  private final Database database;
  private final AuditStore store;

  public WorkspaceAuditService(Database database, AuditStore store) {
    this.database = database;
    this.store = store;
  }

  /**
   * A page of the events, the newest first.
   *
   * @param before the id of the event before the page; empty for the first page
   * @param size of the page at most
   * @throws dev.roster.server.caller.NotPermittedException unless the caller administers the
   *     workspace
   */
  public List<WorkspaceEvent> page(UserCaller caller, OptionalLong before, int size) {
    long companyId = caller.administered(Scope.READ).companyId();
    return database.reading(
        tx -> store.ofCompany(tx, companyId, before.orElse(Long.MAX_VALUE), size));
  }
}
