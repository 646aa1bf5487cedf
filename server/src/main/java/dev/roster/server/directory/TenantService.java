package dev.roster.server.directory;

import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import java.util.List;

/** Finds tenants for operators. Safe for use by many threads. */
public final class TenantService {
  private final Database database;
  private final TenantStore tenants;

  public TenantService(Database database, TenantStore tenants) {
    this.database = database;
    this.tenants = tenants;
  }

  /** The tenants with this name or id; a name may be that of several. */
  public List<Tenant> called(OperatorCaller caller, String nameOrId) {
    return database.reading(tx -> tenants.called(tx, nameOrId));
  }
}
