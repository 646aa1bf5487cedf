package dev.roster.server.credential;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.TimestampColumns;
import dev.roster.server.db.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tenant keys as operators manage them; operators see those of every tenant. */
public final class TenantKeyStore {
  private static final String SELECT =
      """
      SELECT k.id, k.tenant_id, t.name, k.label, k.created_at, k.expires_at, k.last_used_at, k.revoked_at
      FROM tenant_key k
      JOIN tenant t ON t.id = k.tenant_id
      """;

  /** Stores a key; counts 0 if there is no such tenant. */
  int insert(Transaction tx, UUID tenantId, IssuedTenantKey key, String label, Instant now) {
    return tx.handle()
        .createUpdate(
            """
            INSERT INTO tenant_key (id, key_hash, tenant_id, label, created_at, expires_at)
            SELECT :id, :hash, t.id, :label, :now, :expires FROM tenant t WHERE t.id = :tenant
            """)
        .bind("tenant", tenantId)
        .bind("id", key.id())
        .bind("hash", SecretHash.ofKey(key.secret()))
        .bind("label", label)
        .bind("now", now)
        .bind("expires", key.expiresAt().orElse(null))
        .execute();
  }

  List<TenantKey> all(ReadConnection tx) {
    return tx.handle()
        .createQuery(SELECT + "ORDER BY t.name, t.id, k.created_at, k.id")
        .map((row, context) -> key(row))
        .list();
  }

  /** The key with this id, which nobody else changes before the transaction ends. */
  Optional<TenantKey> forChange(Transaction tx, UUID id) {
    return tx.handle()
        .createQuery(SELECT + "WHERE k.id = :id FOR UPDATE OF k")
        .bind("id", id)
        .map((row, context) -> key(row))
        .findOne();
  }

  /** Sets the end of the key to this instant, unless it has an earlier one. */
  Instant endAt(Transaction tx, UUID id, Instant end) {
    return tx.handle()
        .createQuery(
            """
            UPDATE tenant_key SET expires_at = least(expires_at, :end) WHERE id = :id RETURNING expires_at
            """)
        .bind("id", id)
        .bind("end", end)
        .mapTo(Instant.class)
        .one();
  }

  void revoke(Transaction tx, UUID tenantId, UUID id, Instant now) {
    tx.handle()
        .createUpdate(
            "UPDATE tenant_key SET revoked_at = :now WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", tenantId)
        .bind("id", id)
        .bind("now", now)
        .execute();
  }

  private static TenantKey key(ResultSet row) throws SQLException {
    return new TenantKey(
        row.getObject("id", UUID.class),
        row.getObject("tenant_id", UUID.class),
        row.getString("name"),
        row.getString("label"),
        new Lifespan(
            TimestampColumns.instant(row, "created_at"),
            TimestampColumns.optionalInstant(row, "expires_at"),
            TimestampColumns.optionalInstant(row, "last_used_at"),
            TimestampColumns.optionalInstant(row, "revoked_at")));
  }
}
