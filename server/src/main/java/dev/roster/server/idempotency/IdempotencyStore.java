package dev.roster.server.idempotency;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Relation;
import dev.roster.server.db.Transaction;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The keys of requests that changed something. A key is claimed in the transaction of the change,
 * so that it is known exactly when the change is, on every server and after every crash.
 */
public final class IdempotencyStore {

  /** The time is not the column's default, which no moved clock of a sandbox reaches. */
  private static final String INSERT =
      """
      INSERT INTO idempotency_key (person_id, operation, key_hash, content_hash, result, created_at)
      SELECT :claimed.person, :claimed.operation, sha256(convert_to(:claimed.key, 'UTF8')),
             sha256(convert_to(:claimed.content, 'UTF8')), :claimed.result, now()
      """;

  /**
   * Claims the key for the person. Another claim waits until this transaction ends, but only a few
   * seconds, since a request must not wait for ever.
   *
   * @param result the values that the response can be made of again, if the claim is not released
   */
  public KeyClaim claim(Transaction tx, long personId, KeyedRequest request, String result) {
    tx.handle().execute("SET LOCAL lock_timeout = '3s'");
    Relation<String> unlessKnown =
        claimed(
            "ON CONFLICT (person_id, operation, key_hash) DO NOTHING", personId, request, result);
    Optional<KeyClaim> claim = Optional.empty();
    // between the two statements the key may be swept; then it is free
    while (claim.isEmpty()) {
      claim =
          unlessKnown.firstIn(tx).isPresent()
              ? Optional.of(new KeyClaim.Fresh())
              : find(tx, personId, request).<KeyClaim>map(known -> known);
    }
    return claim.get();
  }

  /**
   * The claim of a key by the statement that makes a row under it: both are there, or neither. A
   * key that was claimed meanwhile violates the primary key.
   *
   * @param made the row
   */
  public Relation<String> claimed(
      long personId, KeyedRequest request, String result, Relation<?> made) {
    return claimed("FROM " + made.name(), personId, request, result);
  }

  private static Relation<String> claimed(
      String condition, long personId, KeyedRequest request, String result) {
    return new Relation<>(
        "claimed",
        INSERT + condition + "\nRETURNING result",
        Map.of(
            "person", personId,
            "operation", request.operation(),
            "key", request.key().value(),
            "content", request.content(),
            "result", result),
        Objects::requireNonNull);
  }

  /** The key, if it was used before; empty otherwise. */
  public Optional<KeyClaim.Known> find(ReadConnection tx, long personId, KeyedRequest request) {
    return known(personId, request).firstIn(tx);
  }

  /** The key as a relation, which is empty if it was not used before. */
  public Relation<KeyClaim.Known> known(long personId, KeyedRequest request) {
    return new Relation<>(
        "known",
        """
        SELECT CASE WHEN content_hash = sha256(convert_to(:known.content, 'UTF8')) THEN result END
        FROM idempotency_key
        WHERE person_id = :known.person AND operation = :known.operation
          AND key_hash = sha256(convert_to(:known.key, 'UTF8'))
        """,
        Map.of(
            "person", personId,
            "operation", request.operation(),
            "key", request.key().value(),
            "content", request.content()),
        result -> result == null ? new KeyClaim.Taken() : new KeyClaim.Done(result));
  }

  /** Gives a claimed key back, because nothing was changed. */
  public void release(Transaction tx, long personId, KeyedRequest request) {
    tx.handle()
        .createUpdate(
            """
            DELETE FROM idempotency_key
            WHERE person_id = :person AND operation = :operation
              AND key_hash = sha256(convert_to(:key, 'UTF8'))
            """)
        .bind("person", personId)
        .bind("operation", request.operation())
        .bind("key", request.key().value())
        .execute();
  }

  /**
   * Forgets the keys of more than a day ago, by the clock of the database. The hour on top is for
   * those who count from the answer.
   */
  public void sweep(Transaction tx) {
    tx.handle()
        .execute("DELETE FROM idempotency_key WHERE created_at < now() - interval '25 hours'");
  }
}
