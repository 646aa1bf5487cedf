package dev.roster.server.mail;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.TimestampColumns;
import dev.roster.server.db.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Mail that did not leave, for operators. */
public final class StuckMailStore {
  /** The mails that the relay gave up, the oldest first. */
  List<StuckMail> dead(ReadConnection tx) {
    return stuck(tx, "o.state = 'dead'", Integer.MAX_VALUE);
  }

  /** Mails that wait and were turned away before, the oldest first. */
  List<StuckMail> delayed(ReadConnection tx, int most) {
    return stuck(tx, "o.state = 'waiting' AND o.attempts > 0", most);
  }

  private static List<StuckMail> stuck(ReadConnection tx, String which, int most) {
    return tx.handle()
        .createQuery(
            """
            SELECT o.id, i.company_id, i.email, o.created_at, o.attempts,
                   coalesce(o.last_error, '') AS last_error
            FROM outbox o JOIN invitation i ON i.id = o.invitation_id
            WHERE <which>
            ORDER BY o.created_at, o.id
            LIMIT :most
            """)
        .define("which", which)
        .bind("most", most)
        .map((row, context) -> stuckMail(row))
        .list();
  }

  private static StuckMail stuckMail(ResultSet row) throws SQLException {
    return new StuckMail(
        row.getObject("id", UUID.class),
        row.getLong("company_id"),
        row.getString("email"),
        TimestampColumns.instant(row, "created_at"),
        row.getInt("attempts"),
        row.getString("last_error"));
  }

  /** Puts dead letters back, all or the one with the id, and counts them. */
  int retry(Transaction tx, Optional<UUID> id) {
    return tx.handle()
        .createUpdate(
            """
            UPDATE outbox SET state = 'waiting', attempts = 0, own_failures = 0, refusals = 0,
                              unconfirmed = 0, held_at = NULL, next_attempt_at = clock_timestamp()
            WHERE state = 'dead' AND (:id::uuid IS NULL OR id = :id::uuid)
            """)
        .bind("id", id.orElse(null))
        .execute();
  }
}
