package dev.roster.server.idempotency;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Transaction;
import java.util.Optional;

/**
 * The keys of requests that changed something. A key is claimed in the transaction of the change,
 * so that it is known exactly when the change is, on every server and after every crash.
 */
public final class IdempotencyStore {

  /**
   * Claims the key for the person. Another claim waits until this transaction ends, but only a few
   * seconds, since a request must not wait for ever.
   */
  public KeyClaim claim(Transaction tx, long personId, KeyedRequest request) {
    tx.handle().execute("SET LOCAL lock_timeout = '3s'");
    Optional<KeyClaim> known = Optional.empty();
    // between the two statements the key may be swept; then it is free
    while (known.isEmpty()) {
      known =
          insert(tx, personId, request)
              ? Optional.of(new KeyClaim.Fresh())
              : find(tx, personId, request);
    }
    return known.get();
  }

  private static boolean insert(Transaction tx, long personId, KeyedRequest request) {
    return tx.handle()
            .createUpdate(
                """
                INSERT INTO idempotency_key (person_id, operation, key_hash, content_hash)
                VALUES (:person, :operation, sha256(convert_to(:key, 'UTF8')),
                        sha256(convert_to(:content, 'UTF8')))
                ON CONFLICT (person_id, operation, key_hash) DO NOTHING
                """)
            .bind("person", personId)
            .bind("operation", request.operation())
            .bind("key", request.key().value())
            .bind("content", request.content())
            .execute()
        == 1;
  }

  private static Optional<KeyClaim> find(ReadConnection tx, long personId, KeyedRequest request) {
    return tx.handle()
        .createQuery(
            """
            SELECT content_hash = sha256(convert_to(:content, 'UTF8')) AS same, result
            FROM idempotency_key
            WHERE person_id = :person AND operation = :operation
              AND key_hash = sha256(convert_to(:key, 'UTF8'))
            """)
        .bind("person", personId)
        .bind("operation", request.operation())
        .bind("key", request.key().value())
        .bind("content", request.content())
        .<KeyClaim>map((row, context) ->
            row.getBoolean("same")
                ? new KeyClaim.Done(row.getString("result"))
                : new KeyClaim.Taken())
        .findOne();
  }

  /** Keeps a claimed key with the values that the response can be made of again. */
  public void keep(Transaction tx, long personId, KeyedRequest request, String result) {
    tx.handle()
        .createUpdate(
            """
            UPDATE idempotency_key SET result = :result
            WHERE person_id = :person AND operation = :operation
              AND key_hash = sha256(convert_to(:key, 'UTF8'))
            """)
        .bind("person", personId)
        .bind("operation", request.operation())
        .bind("key", request.key().value())
        .bind("result", result)
        .execute();
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
