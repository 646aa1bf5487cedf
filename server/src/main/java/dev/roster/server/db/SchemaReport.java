package dev.roster.server.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The state of the schema of a database, read without changing it.
 *
 * @param fault why this version of Roster cannot use it
 * @param pending the versions of the migrations that a start would apply
 * @param newer the scripts of later versions of Roster that are applied
 * @param newest the version of the newest migration of this version of Roster
 */
public record SchemaReport(
    Optional<String> fault, List<String> pending, List<String> newer, String newest) {
  /** Reads it. */
  public static SchemaReport of(Database database) {
    try (Connection connection = database.dataSource().getConnection()) {
      DatabasePreflight preflight = DatabasePreflight.of(connection);
      SchemaHistory none = SchemaHistory.empty();
      Optional<SchemaHistory> read =
          preflight.migrated() ? SchemaHistory.read(connection) : Optional.of(none);
      SchemaHistory history = read.orElse(none);
      Optional<String> unreadable =
          read.isEmpty()
              ? Optional.of("its history cannot be read by this role")
              : Optional.empty();
      return new SchemaReport(
          preflight.objection().or(() -> unreadable).or(history::fault),
          history.pending(),
          history.newer(),
          history.newestShipped());
    } catch (SQLException failure) {
      throw new DatabaseUnreachableException(database.url(), failure);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Reports whether the tables are there as this version expects them. */
  public boolean isUsable() {
    return fault.isEmpty() && pending.isEmpty();
  }
}
