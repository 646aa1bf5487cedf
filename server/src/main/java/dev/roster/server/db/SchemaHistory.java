package dev.roster.server.db;

import dev.roster.server.db.ShippedMigrations.Migration;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The history that Flyway keeps in the database, read without Flyway: to start that takes longer
 * than everything else that is done with the database of a server that starts.
 */
final class SchemaHistory {
  private static final String ROWS =
      "SELECT version, description, type, checksum, success FROM flyway_schema_history";

  private SchemaHistory() {}

  /**
   * Reports whether the history is exactly that of this version. Whatever else it is, or why it
   * cannot be read, is for Flyway to say.
   */
  static boolean isCurrent(Connection connection) {
    try {
      Optional<List<Migration>> shipped = ShippedMigrations.read();
      return shipped.isPresent() && isOf(shipped.get(), connection);
    } catch (SQLException | IOException unreadable) {
      return false;
    }
  }

  private static boolean isOf(List<Migration> shipped, Connection connection) throws SQLException {
    List<Migration> applied = new ArrayList<>();
    try (Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(ROWS)) {
      while (rows.next()) {
        if (!rows.getBoolean("success") || rows.getString("version") == null) {
          return false;
        }
        applied.add(
            new Migration(
                rows.getString("version"),
                rows.getString("description"),
                rows.getString("type"),
                rows.getObject("checksum", Integer.class)));
      }
    }
    return applied.size() == shipped.size() && new HashSet<>(applied).containsAll(shipped);
  }
}
