package dev.roster.server.db;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the state of a database, on a connection of the pool that no request can take, so that a
 * busy server is not mistaken for one without a database. Safe for use by many threads.
 */
public final class DatabaseProbe {
  private static final String STATE =
      """
      SELECT current_setting('transaction_read_only')::boolean AS read_only,
             EXISTS (SELECT FROM flyway_schema_history WHERE version = ? AND success) AS migrated
      """;

  private final ConnectionFactory pool;
  private volatile @Nullable String newest;

  DatabaseProbe(ConnectionFactory pool) {
    this.pool = pool;
  }

  /**
   * The state of a database that responds.
   *
   * @param readOnly whether it takes no writes, as a standby does
   * @param migrated whether it has the newest migration of this version of Roster
   */
  public record State(boolean readOnly, boolean migrated) {}

  /**
   * The state of now.
   *
   * @throws SQLException if the database does not respond
   */
  public State look() throws SQLException {
    try (Connection connection = pool.openConnection();
        PreparedStatement sql = connection.prepareStatement(STATE)) {
      sql.setString(1, newest());
      try (ResultSet row = sql.executeQuery()) {
        row.next();
        return new State(row.getBoolean("read_only"), row.getBoolean("migrated"));
      }
    }
  }

  /** Read once: that takes longer than the look itself. */
  private String newest() throws SQLException {
    String known = newest;
    if (known == null) {
      try {
        known = ShippedMigrations.newest(ShippedMigrations.read().orElseThrow()).getVersion();
      } catch (IOException unreadable) {
        throw new SQLException("the migrations of this program cannot be read", unreadable);
      }
      newest = known;
    }
    return known;
  }
}
