package dev.roster.server.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * Compares a session with what requests need of it. A pooler in transaction mode gives each
 * transaction another session than the one that Roster has set up.
 */
final class SessionCheck {
  private static final String SETTINGS =
      """
      SELECT name, setting, pg_backend_pid() AS backend FROM pg_settings
      WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout')
      """;

  private final Map<String, Long> most;

  /** True if the URL says that there is a pooler. */
  private final boolean expected;

  /**
   * @param wanted whose limits are the longest that the session may have
   */
  SessionCheck(SessionSettings wanted, DatabaseUrl url) {
    this.expected = url.sharesSessions();
    this.most =
        Map.of(
            "statement_timeout", wanted.statementMillis(url),
            "idle_in_transaction_session_timeout", wanted.idleInTransaction().toMillis());
  }

  /**
   * Warnings for an operator, a sentence each; empty if the session is as it should be.
   *
   * @throws SQLException if the database does not answer
   */
  List<String> warnings(Connection connection) throws SQLException {
    List<String> warnings = new ArrayList<>();
    int told = connection.unwrap(PGConnection.class).getBackendPID();
    int backend = told;
    try (PreparedStatement sql = connection.prepareStatement(SETTINGS);
        ResultSet rows = sql.executeQuery()) {
      while (rows.next()) {
        backend = rows.getInt("backend");
        check(rows.getString("name"), rows.getLong("setting"), warnings);
      }
    }
    if (backend != told && !expected) {
      warnings.add(
          "there is a pooler between Roster and the database; in transaction mode it needs"
              + " settings of its own, see Poolers in docs/database.md");
    }
    return warnings;
  }

  private void check(String name, long millis, List<String> warnings) {
    long limit = most.getOrDefault(name, 0L);
    if (limit > 0 && (millis == 0 || millis > limit)) {
      warnings.add(
          "%s of the session is %s and not %d ms: a statement of a request may hold others up;"
                  .formatted(name, millis == 0 ? "off" : millis + " ms", limit)
              + " ALTER ROLE ... SET %s = '%dms'".formatted(name, limit));
    }
  }
}
