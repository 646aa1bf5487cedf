package dev.roster.server.credential;

import dev.roster.server.caller.Scope;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.TimestampColumns;
import dev.roster.server.db.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bearer tokens as operators manage them; operators see those of everybody. */
public final class TokenStore {
  private static final String SELECT =
      """
      SELECT coalesce(t.public_id, t.id::text) AS id, p.email, t.label, t.scopes, t.created_at,
             t.expires_at, t.last_used_at, t.revoked_at
      FROM api_token t
      JOIN person p ON p.id = t.person_id
      """;

  /** Stores a token for an active person; counts 0 if the person is not active. */
  int insert(Transaction tx, long personId, IssuedToken token, TokenRequest request, Instant now) {
    return tx.handle()
        .createUpdate(
            """
            INSERT INTO api_token (public_id, token_hash, person_id, label, scopes, created_at, expires_at)
            SELECT :id, :hash, p.id, :label, string_to_array(:scopes, ','), :now, :expires
            FROM person p WHERE p.id = :person AND p.is_active
            """)
        .bind("person", personId)
        .bind("id", token.id())
        .bind("hash", SecretHash.ofToken(token.secret()))
        .bind("label", request.label())
        .bind(
            "scopes",
            request.scopes().stream().map(Scope::toString).collect(Collectors.joining(",")))
        .bind("now", now)
        .bind("expires", token.expiresAt().orElse(null))
        .execute();
  }

  List<ApiToken> all(ReadConnection tx) {
    return tx.handle()
        .createQuery(SELECT + "ORDER BY p.id, t.created_at, t.id")
        .map((row, context) -> token(row))
        .list();
  }

  List<ApiToken> ofPerson(ReadConnection tx, long personId) {
    return tx.handle()
        .createQuery(SELECT + "WHERE p.id = :person ORDER BY t.created_at, t.id")
        .bind("person", personId)
        .map((row, context) -> token(row))
        .list();
  }

  /** The tokens of a person that count at this instant, the newest first. */
  List<ApiToken> usable(ReadConnection tx, long personId, Instant now) {
    return tx.handle()
        .createQuery(
            SELECT
                + """
                WHERE p.id = :person AND t.revoked_at IS NULL
                  AND (t.expires_at IS NULL OR t.expires_at > :now)
                ORDER BY t.created_at DESC, t.id
                """)
        .bind("person", personId)
        .bind("now", now)
        .map((row, context) -> token(row))
        .list();
  }

  /** The token with this id or secret, which nobody else changes before the transaction ends. */
  Optional<Held> forChange(Transaction tx, String id) {
    return tx.handle()
        .createQuery(
            """
            SELECT id, coalesce(public_id, id::text) AS public_id, person_id, revoked_at FROM api_token
            WHERE public_id = :id OR token_hash = :hash OR public_id IS NULL AND id::text = :id
            FOR UPDATE
            """)
        .bind("id", id)
        .bind("hash", SecretHash.ofToken(id))
        .map((row, context) ->
            new Held(
                row.getObject("id", UUID.class),
                row.getString("public_id"),
                row.getLong("person_id"),
                TimestampColumns.optionalInstant(row, "revoked_at")))
        .findOne();
  }

  void revoke(Transaction tx, long personId, UUID id, Instant now) {
    tx.handle()
        .createUpdate(
            "UPDATE api_token SET revoked_at = :now WHERE person_id = :person AND id = :id")
        .bind("person", personId)
        .bind("id", id)
        .bind("now", now)
        .execute();
  }

  /**
   * A token that is about to be changed.
   *
   * @param publicId what lists and the audit log call it
   */
  record Held(UUID id, String publicId, long personId, Optional<Instant> revokedAt) {}

  private static ApiToken token(ResultSet row) throws SQLException {
    return new ApiToken(
        row.getString("id"),
        row.getString("email"),
        row.getString("label"),
        scopes(row),
        new Lifespan(
            TimestampColumns.instant(row, "created_at"),
            TimestampColumns.optionalInstant(row, "expires_at"),
            TimestampColumns.optionalInstant(row, "last_used_at"),
            TimestampColumns.optionalInstant(row, "revoked_at")));
  }

  /** The scopes of a row with the column {@code scopes}; unknown names are left out. */
  public static Set<Scope> scopes(ResultSet row) throws SQLException {
    return Stream.of((String[]) row.getArray("scopes").getArray())
        .flatMap(name -> Scope.named(name).stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
  }
}
