package dev.roster.server.replica;

import dev.roster.server.db.Transaction;
import dev.roster.server.http.RateLimiter.Count;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The counts of rate limits of the servers of a database, and which of these servers run. */
public final class RateLimitStore {
  /** A server that has not been seen for so many seconds has ended. */
  private static final int ALIVE_SECONDS = 10;

  /**
   * A count of all servers but one.
   *
   * @param api whose limit it is
   */
  record Learned(String api, Count count) {}

  /** Notes that a server runs, and returns the number of others that do. */
  int seen(Transaction tx, UUID replica) {
    return tx.handle()
        .createQuery(
            """
            WITH own AS (
              INSERT INTO replica (id, seen_at) VALUES (:replica, now())
              ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
            )
            SELECT count(*) FROM replica
            WHERE id <> :replica AND seen_at > now() - :alive * interval '1 second'
            """)
        .bind("replica", replica)
        .bind("alive", ALIVE_SECONDS)
        .mapTo(Integer.class)
        .one();
  }

  /** Notes that a server ends. Its counts remain until their windows end. */
  void gone(Transaction tx, UUID replica) {
    tx.handle()
        .createUpdate("DELETE FROM replica WHERE id = :replica")
        .bind("replica", replica)
        .execute();
  }

  /** Replaces counts of a server. */
  void put(Transaction tx, UUID replica, String api, List<Count> counts) {
    tx.handle()
        .createUpdate(
            """
            INSERT INTO rate_limit_count (api, credential, replica, used, ends_at, changed_at)
            SELECT :api, counted.credential, :replica, counted.used,
                   now() + counted.millis * interval '1 millisecond', now()
            FROM unnest(CAST(:credentials AS uuid[]), :used, :millis)
              AS counted (credential, used, millis)
            ON CONFLICT (api, credential, replica) DO UPDATE
            SET used = excluded.used, ends_at = excluded.ends_at, changed_at = excluded.changed_at
            """)
        .bind("replica", replica)
        .bind("api", api)
        .bind(
            "credentials",
            counts.stream().map(each -> each.credential().toString()).toArray(String[]::new))
        .bind("used", counts.stream().map(Count::used).toArray(Long[]::new))
        .bind("millis", counts.stream().map(each -> each.left().toMillis()).toArray(Long[]::new))
        .execute();
  }

  /**
   * The counts of all other servers together, of credentials for which any has changed.
   *
   * @param since how long ago at most
   * @param most credentials that are returned, those with the highest counts
   */
  List<Learned> changed(Transaction tx, UUID replica, Duration since, int most) {
    return tx.handle()
        .createQuery(
            """
            WITH changed AS (
              SELECT DISTINCT api, credential FROM rate_limit_count
              WHERE changed_at >= now() - :since * interval '1 millisecond'
            )
            SELECT api, credential, sum(used) AS used,
                   CAST(extract(epoch FROM min(ends_at) - now()) * 1000 AS bigint) AS millis
            FROM changed JOIN rate_limit_count USING (api, credential)
            WHERE replica <> :replica AND ends_at > now()
            GROUP BY api, credential
            ORDER BY 3 DESC
            LIMIT :most
            """)
        .bind("replica", replica)
        .bind("since", since.toMillis())
        .bind("most", most)
        .map((row, context) -> learned(row))
        .list();
  }

  private static Learned learned(ResultSet row) throws SQLException {
    return new Learned(
        row.getString("api"),
        new Count(
            row.getObject("credential", UUID.class),
            row.getLong("used"),
            Duration.ofMillis(row.getLong("millis"))));
  }

  /** Deletes the counts of windows that are over, and servers that have ended without notice. */
  public void sweep(Transaction tx) {
    tx.handle().execute("DELETE FROM rate_limit_count WHERE ends_at < now()");
    tx.handle().execute("DELETE FROM replica WHERE seen_at < now() - interval '1 hour'");
  }
}
