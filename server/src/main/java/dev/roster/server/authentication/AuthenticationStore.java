package dev.roster.server.authentication;

import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.TenantCaller;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Looks up who holds a credential, before any tenant or company is known. */
public final class AuthenticationStore {
  private static final CallerStore BY_TOKEN =
      new CallerStore(
          "t.id AS token_id, coalesce(t.public_id, t.id::text) AS credential, t.scopes",
          "api_token t JOIN person p ON p.id = t.person_id",
          """
          t.token_hash = :hash AND t.revoked_at IS NULL
            AND (t.expires_at IS NULL OR t.expires_at > :now)
          """);

  private static final String NO_TOKEN =
      "NULL::uuid AS token_id, NULL::text AS credential, NULL::text[] AS scopes";

  private static final CallerStore BY_SUBJECT =
      new CallerStore(NO_TOKEN, "person p", "p.firebase_uid = :name AND p.firebase_uid <> ''");

  private static final CallerStore BY_EMAIL =
      new CallerStore(NO_TOKEN, "person p", "p.email_key = :name");

  /**
   * The holder of a token: person, current workspace and permissions, with the answer to a query
   * about the holder.
   */
  Optional<Authentication> authenticate(
      ReadConnection tx,
      byte[] tokenHash,
      CallerQuery<?> about,
      CallOrigin callOrigin,
      Instant now) {
    return BY_TOKEN.find(tx, Map.of("hash", tokenHash, "now", now), about, Set.of(), callOrigin);
  }

  /** The person whom the identity provider calls by this name. */
  Optional<Authentication> bySubject(
      ReadConnection tx,
      String subject,
      Set<Scope> scopes,
      CallerQuery<?> about,
      CallOrigin callOrigin) {
    return BY_SUBJECT.find(tx, Map.of("name", subject), about, scopes, callOrigin);
  }

  /** The person with this address. */
  Optional<Authentication> byEmail(
      ReadConnection tx,
      String emailKey,
      Set<Scope> scopes,
      CallerQuery<?> about,
      CallOrigin callOrigin) {
    return BY_EMAIL.find(tx, Map.of("name", emailKey), about, scopes, callOrigin);
  }

  private static final String BY_KEY =
      """
      SELECT k.id, k.tenant_id FROM tenant_key k
      WHERE k.key_hash = :hash AND k.tenant_id = :tenant AND k.revoked_at IS NULL
        AND (k.expires_at IS NULL OR k.expires_at > :now)
      """;

  /**
   * The tenant with the answer to a query about it, if the key is one of the tenant's and still
   * valid.
   */
  Optional<TenantAuthentication> byKey(
      ReadConnection tx,
      UUID tenantId,
      byte[] keyHash,
      CallerQuery<?> about,
      CallOrigin callOrigin,
      Instant now) {
    return CallerStore.find(
        tx,
        about.statement(BY_KEY, "caller.id AS key_id"),
        Map.of("hash", keyHash, "tenant", tenantId, "now", now),
        about,
        row ->
            new TenantAuthentication(
                new TenantCaller(tenantId, row.getObject("key_id", UUID.class), callOrigin),
                about.reader().read(row)));
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
