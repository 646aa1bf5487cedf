package dev.roster.server.authentication;

import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.caller.UserCaller.CurrentMembership;
import dev.roster.server.credential.TokenStore;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.AuthGroupStore;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Looks up who holds a credential, before any tenant or company is known. */
public final class AuthenticationStore {
  private static final String PERSON =
      """
      p.id AS person_id, p.is_active, m.id AS membership_id, m.company_id, %s
      """
          .formatted(AuthGroupStore.COLUMNS);

  /** The current workspace of a person, if there is one. */
  private static final String PLACE =
      """
      LEFT JOIN LATERAL (
        SELECT c.id, c.company_id, c.auth_group_id
        FROM membership c
        WHERE c.person_id = p.id AND c.enabled
        ORDER BY (c.id = p.active_membership_id) DESC NULLS LAST, c.id
        LIMIT 1) m ON true
      LEFT JOIN auth_group g ON g.id = m.auth_group_id
      """;

  /** The holder of a token: person, current workspace and permissions in one query. */
  Optional<Authentication> authenticate(
      ReadConnection tx, byte[] tokenHash, CallOrigin callOrigin, Instant now) {
    return tx.handle()
        .createQuery(
            """
            SELECT t.id AS token_id, t.scopes, %s
            FROM api_token t
            JOIN person p ON p.id = t.person_id
            %s
            WHERE t.token_hash = :hash AND t.revoked_at IS NULL
              AND (t.expires_at IS NULL OR t.expires_at > :now)
            """
                .formatted(PERSON, PLACE))
        .bind("hash", tokenHash)
        .bind("now", now)
        .map((row, context) ->
            authentication(
                row, row.getObject("token_id", UUID.class), TokenStore.scopes(row), callOrigin))
        .findOne();
  }

  /** The person whom the identity provider calls by this name. */
  Optional<Authentication> bySubject(
      ReadConnection tx, String subject, Set<Scope> scopes, CallOrigin callOrigin) {
    return byJwt(
        tx, "p.firebase_uid = :name AND p.firebase_uid <> ''", subject, scopes, callOrigin);
  }

  /** The person with this address. */
  Optional<Authentication> byEmail(
      ReadConnection tx, String emailKey, Set<Scope> scopes, CallOrigin callOrigin) {
    return byJwt(tx, "p.email_key = :name", emailKey, scopes, callOrigin);
  }

  private static Optional<Authentication> byJwt(
      ReadConnection tx, String condition, String name, Set<Scope> scopes, CallOrigin callOrigin) {
    return tx.handle()
        .createQuery("SELECT %s FROM person p %s WHERE %s".formatted(PERSON, PLACE, condition))
        .bind("name", name)
        .map((row, context) ->
            authentication(row, jwtsOf(row.getLong("person_id")), scopes, callOrigin))
        .findOne();
  }

  private static Authentication authentication(
      ResultSet row, UUID tokenId, Set<Scope> scopes, CallOrigin callOrigin) throws SQLException {
    if (!row.getBoolean("is_active")) {
      return new Authentication.InactiveUser();
    }
    long membership = row.getLong("membership_id");
    Optional<CurrentMembership> current =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(
                new CurrentMembership(
                    membership, row.getLong("company_id"), AuthGroupStore.group(row)));
    return new Authentication.Authenticated(
        new UserCaller(row.getLong("person_id"), current, tokenId, scopes, callOrigin));
  }

  /** The id that stands for all JWTs of a person, who gets a new one every hour. */
  private static UUID jwtsOf(long personId) {
    return UUID.nameUUIDFromBytes(("JWTs of " + personId).getBytes(StandardCharsets.UTF_8));
  }

  /** The id of the key, if it is one of the tenant's and still valid. */
  Optional<UUID> keyOf(ReadConnection tx, UUID tenantId, byte[] keyHash, Instant now) {
    return tx.handle()
        .createQuery(
            """
            SELECT id FROM tenant_key
            WHERE key_hash = :hash AND tenant_id = :tenant AND revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > :now)
            """)
        .bind("hash", keyHash)
        .bind("tenant", tenantId)
        .bind("now", now)
        .mapTo(UUID.class)
        .findOne();
  }

  /** The ids of those tokens that are valid, as operators call them. */
  List<String> tokensAmong(ReadConnection tx, List<byte[]> hashes, Instant now) {
    return tx.handle()
        .createQuery(
            """
            SELECT coalesce(public_id, id::text) FROM api_token
            WHERE token_hash IN (<hashes>) AND revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > :now)
            ORDER BY person_id
            """)
        .bindList("hashes", hashes)
        .bind("now", now)
        .mapTo(String.class)
        .list();
  }

  /** The ids of those tenant keys that are valid, whichever tenant they belong to. */
  List<UUID> keysAmong(ReadConnection tx, List<byte[]> hashes, Instant now) {
    return tx.handle()
        .createQuery(
            """
            SELECT id FROM tenant_key
            WHERE key_hash IN (<hashes>) AND revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > :now)
            ORDER BY id
            """)
        .bindList("hashes", hashes)
        .bind("now", now)
        .mapTo(UUID.class)
        .list();
  }

  /** Stamps tokens that were used. */
  void tokensUsed(Transaction tx, SortedMap<UUID, Instant> uses) {
    stamp(tx, "api_token", uses);
  }

  /** Stamps tenant keys that were used. */
  void keysUsed(Transaction tx, SortedMap<UUID, Instant> uses) {
    stamp(tx, "tenant_key", uses);
  }

  /** In the order of the ids, so that two servers do not wait for each other. */
  private static void stamp(Transaction tx, String table, SortedMap<UUID, Instant> uses) {
    PreparedBatch batch =
        tx.handle()
            .prepareBatch(
                "UPDATE "
                    + table
                    + " SET last_used_at = :at"
                    + " WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :at)");
    uses.forEach((id, at) -> batch.bind("id", id).bind("at", at).add());
    batch.execute();
  }
}
