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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * The history that Flyway keeps in the database, compared with the migrations of this version. It
 * is read without Flyway: to start that takes longer than everything else that is done with the
 * database of a server that starts.
 *
 * @param newestShipped the version of the newest migration of this version of Roster
 * @param pending the versions of the migrations that are not applied
 * @param newer the scripts of later versions of Roster that are applied
 * @param fault why this version cannot use the schema, with what to do about it
 */
record SchemaHistory(
    String newestShipped, List<String> pending, List<String> newer, Optional<String> fault) {
  private static final String ROWS =
      """
      SELECT version, description, type, script, checksum, success
      FROM flyway_schema_history ORDER BY installed_rank
      """;

  /**
   * The end of a migration's description: the oldest version of the schema whose programs may use
   * the schema still.
   */
  private static final Pattern OLDEST = Pattern.compile("  oldest ([0-9]+(?:\\.[0-9]+)*)$");

  private static final String RESTORE =
      " flyway_schema_history was edited, a part of a backup was restored, or a build under"
          + " development made the schema. Restore the whole database from one backup.";

  /** A row of the history; its version is null if another application wrote it. */
  private record Applied(
      @Nullable String version,
      String description,
      String type,
      String script,
      @Nullable Integer checksum,
      boolean success) {
    /** Reports whether it is the migration that is shipped. */
    boolean isOf(Migration migration) {
      return new Migration(String.valueOf(version), description, type, checksum).equals(migration);
    }
  }

  /**
   * Reads the history.
   *
   * @return empty where it cannot be read, or the class path not be listed: Flyway says why
   */
  static Optional<SchemaHistory> read(Connection connection) {
    try {
      Optional<List<Migration>> shipped = ShippedMigrations.read();
      return shipped.isEmpty()
          ? Optional.empty()
          : Optional.of(compared(shipped.get(), rows(connection)));
    } catch (SQLException | IOException unreadable) {
      return Optional.empty();
    }
  }

  /** That of a database without any. */
  static SchemaHistory empty() throws IOException {
    return compared(ShippedMigrations.read().orElseThrow(), List.of());
  }

  /** Reports whether nothing is missing, nothing differs and nothing is newer. */
  boolean isCurrent() {
    return isUsable() && newer.isEmpty();
  }

  /** Reports whether this version can use the schema as it is. */
  boolean isUsable() {
    return fault.isEmpty() && pending.isEmpty();
  }

  private static List<Applied> rows(Connection connection) throws SQLException {
    List<Applied> applied = new ArrayList<>();
    try (Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(ROWS)) {
      while (rows.next()) {
        applied.add(
            new Applied(
                rows.getString("version"),
                rows.getString("description"),
                rows.getString("type"),
                rows.getString("script"),
                rows.getObject("checksum", Integer.class),
                rows.getBoolean("success")));
      }
    }
    return applied;
  }

  private static SchemaHistory compared(List<Migration> shipped, List<Applied> applied) {
    MigrationVersion newest = ShippedMigrations.newest(shipped);
    Set<String> done = new HashSet<>();
    applied.forEach(each -> done.add(String.valueOf(each.version())));
    List<String> pending =
        shipped.stream()
            .map(Migration::version)
            .filter(version -> !done.contains(version))
            .toList();
    List<Applied> newer = applied.stream().filter(each -> isAfter(each, newest)).toList();
    return new SchemaHistory(
        newest.getVersion(),
        pending,
        newer.stream().map(Applied::script).toList(),
        failed(applied)
            .or(() -> foreign(shipped, applied, newest))
            .or(() -> changed(shipped, applied))
            .or(() -> missing(pending, applied))
            .or(() -> tooNew(newer, newest)));
  }

  private static boolean isAfter(Applied row, MigrationVersion newest) {
    return row.version() != null
        && MigrationVersion.fromVersion(row.version()).compareTo(newest) > 0;
  }

  private static Optional<String> failed(List<Applied> applied) {
    return applied.stream()
        .filter(row -> !row.success())
        .findFirst()
        .map(row ->
            "its history says that "
                + row.script()
                + " failed. Mend the cause, which the log of the server that ran it names; then run"
                + " DELETE FROM flyway_schema_history WHERE NOT success, and start again.");
  }

  private static Optional<String> foreign(
      List<Migration> shipped, List<Applied> applied, MigrationVersion newest) {
    return applied.stream()
        .filter(row ->
            !isAfter(row, newest)
                && shipped.stream().noneMatch(each -> each.version().equals(row.version())))
        .findFirst()
        .map(row ->
            "its history has "
                + row.script()
                + ", which is not Roster's. Give Roster a database of its own, or a schema of its"
                + " own by ?currentSchema=NAME.");
  }

  private static Optional<String> changed(List<Migration> shipped, List<Applied> applied) {
    for (Migration migration : shipped) {
      List<Applied> rows =
          applied.stream().filter(row -> migration.version().equals(row.version())).toList();
      if (rows.size() > 1 || rows.stream().anyMatch(row -> !row.isOf(migration))) {
        return Optional.of(
            "its history does not fit this version of Roster: migration "
                + migration.version()
                + (rows.size() > 1 ? " stands in it twice." : difference(migration, rows.get(0)))
                + RESTORE);
      }
    }
    return Optional.empty();
  }

  private static String difference(Migration shipped, Applied row) {
    return shipped.type().equals(row.type()) && shipped.description().equals(row.description())
        ? " has the checksum " + row.checksum() + ", not " + shipped.checksum() + "."
        : " was " + row.script() + ", another script.";
  }

  /** A migration that is pending although a later one is applied. */
  private static Optional<String> missing(List<String> pending, List<Applied> applied) {
    return pending.stream()
        .filter(version ->
            applied.stream().anyMatch(row -> isAfter(row, MigrationVersion.fromVersion(version))))
        .findFirst()
        .map(version ->
            "its history does not fit this version of Roster: migration "
                + version
                + " is missing before later ones."
                + RESTORE);
  }

  /** A newer schema that does not say that this version may use it. */
  private static Optional<String> tooNew(List<Applied> newer, MigrationVersion newest) {
    for (Applied row : newer) {
      Matcher oldest = OLDEST.matcher(row.description());
      if (!oldest.find()) {
        return Optional.of(
            "its history has "
                + row.script()
                + ", which this version of Roster does not know. Start the newer version, or give"
                + " Roster a schema of its own by ?currentSchema=NAME.");
      }
      if (MigrationVersion.fromVersion(oldest.group(1)).compareTo(newest) > 0) {
        return Optional.of(
            "its history has "
                + row.script()
                + ": only versions of Roster with migration "
                + oldest.group(1)
                + " can use it, and this one ends with "
                + newest.getVersion()
                + ". Start the newer version, or restore the backup from before it.");
      }
    }
    return Optional.empty();
  }
}
