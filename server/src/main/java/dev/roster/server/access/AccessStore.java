package dev.roster.server.access;

import dev.roster.server.access.UserCaller.CurrentMembership;
import dev.roster.server.db.Transaction;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tokens, keys and auth groups. Its look-ups come before any tenant or company is known. */
public final class AccessStore {

  /** Who holds a token; one query for the person, the current workspace and the permissions. */
  Optional<Authentication> authenticate(Transaction tx, byte[] tokenHash) {
    return tx.handle()
        .createQuery(
            """
            SELECT p.id AS person_id, p.is_active, m.id AS membership_id, m.company_id,
                   g.id AS group_id, g.name AS group_name,
                   ARRAY(SELECT gp.codename FROM auth_group_permission gp
                         WHERE gp.auth_group_id = g.id ORDER BY gp.position) AS permissions
            FROM api_token t
            JOIN person p ON p.id = t.person_id
            LEFT JOIN LATERAL (
              SELECT c.id, c.company_id, c.auth_group_id
              FROM membership c
              WHERE c.person_id = p.id AND c.enabled
              ORDER BY (c.id = p.active_membership_id) DESC NULLS LAST, c.id
              LIMIT 1) m ON true
            LEFT JOIN auth_group g ON g.id = m.auth_group_id
            WHERE t.token_hash = :hash AND t.revoked_at IS NULL
            """)
        .bind("hash", tokenHash)
        .map((row, context) -> authentication(row))
        .findOne();
  }

  private static Authentication authentication(ResultSet row) throws SQLException {
    if (!row.getBoolean("is_active")) {
      return new Authentication.InactiveUser();
    }
    long membership = row.getLong("membership_id");
    Optional<CurrentMembership> current =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(new CurrentMembership(membership, row.getLong("company_id"), group(row)));
    return new Authentication.Authenticated(new UserCaller(row.getLong("person_id"), current));
  }

  private static AuthGroup group(ResultSet row) throws SQLException {
    Array permissions = row.getArray("permissions");
    return new AuthGroup(
        row.getLong("group_id"),
        row.getString("group_name"),
        List.of((String[]) permissions.getArray()));
  }

  /** Whether the key belongs to the tenant. */
  boolean isKeyOf(Transaction tx, UUID tenantId, byte[] keyHash) {
    return tx.handle()
        .createQuery(
            "SELECT EXISTS (SELECT FROM tenant_key WHERE key_hash = :hash AND tenant_id = :tenant)")
        .bind("hash", keyHash)
        .bind("tenant", tenantId)
        .mapTo(Boolean.class)
        .one();
  }

  /** The auth group with this id; auth groups belong to everybody. */
  Optional<AuthGroup> group(Transaction tx, long id) {
    return tx.handle()
        .createQuery(
            """
            SELECT g.id AS group_id, g.name AS group_name,
                   ARRAY(SELECT gp.codename FROM auth_group_permission gp
                         WHERE gp.auth_group_id = g.id ORDER BY gp.position) AS permissions
            FROM auth_group g
            WHERE g.id = :id
            """)
        .bind("id", id)
        .map((row, context) -> group(row))
        .findOne();
  }
}
