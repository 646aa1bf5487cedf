package dev.roster.server.directory;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Tenants as operators manage them. */
public final class TenantStore {

  /** The tenants with this name or id; a name may be that of several. */
  public List<Tenant> called(ReadConnection tx, String nameOrId) {
    return tx.handle()
        .createQuery(
            """
            SELECT id, name FROM tenant WHERE name = :text OR id::text = lower(:text)
            ORDER BY created_at, id
            """)
        .bind("text", nameOrId)
        .map((row, context) -> new Tenant(row.getObject("id", UUID.class), row.getString("name")))
        .list();
  }

  public void insert(Transaction tx, UUID tenantId, String name, Instant now) {
    tx.handle()
        .createUpdate("INSERT INTO tenant (id, name, created_at) VALUES (:tenant, :name, :now)")
        .bind("tenant", tenantId)
        .bind("name", name)
        .bind("now", now)
        .execute();
  }
}
