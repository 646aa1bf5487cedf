package dev.roster.server.transfer;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditStore;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.audit.DatabaseAuditLog;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.db.IoReason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Loads a folder of CSV files in one transaction: all of it, or nothing and the reasons. Each file
 * is copied into a temporary table, checked there against the others and the directory, and moved
 * over.
 */
public final class Importer {
  private static final int ATTEMPTS = 3;

  /**
   * A concurrent transaction wrote the same row first (unique, foreign key), or both deadlocked.
   */
  private static final Set<String> COLLISIONS = Set.of("23505", "23503", "40001", "40P01");

  private final Database database;
  private final AuditLog audit;
  private final Clock clock;
  private final ProgressListener progress;

  public Importer(Database database, Clock clock, ProgressListener progress) {
    this.database = database;
    this.audit = new DatabaseAuditLog(new AuditStore(), clock);
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Imports the folder and returns how many rows were loaded. What others write at the same time is
   * found by checking once more, and reported like what was there before.
   *
   * @throws ImportRefusedException if a row cannot be imported, or a file of the folder
   * @throws ImportFailedException if the database cannot do it
   */
  public long load(OperatorCaller caller, Path folder) {
    return load(caller, ImportFolder.of(folder), new CommitGate());
  }

  /**
   * The same for a folder that was looked at.
   *
   * @param gate passed before the commit; an import that finds it closed changes nothing
   */
  public long load(OperatorCaller caller, ImportFolder folder, CommitGate gate) {
    for (int attempt = 1; ; attempt++) {
      try {
        return loadOnce(caller, folder, gate);
      } catch (ImportRefusedException refused) {
        throw refused;
      } catch (RuntimeException failure) {
        if (!(failure instanceof CollisionException) || attempt == ATTEMPTS) {
          throw gate.isPassed()
              ? ImportFailedException.atCommit(failure)
              : ImportFailedException.beforeCommit(failure);
        }
      }
    }
  }

  private long loadOnce(OperatorCaller caller, ImportFolder folder, CommitGate gate) {
    return database.inTransaction(tx -> {
      Map<CsvSchema, Long> rows = load(folder, tx.handle().getConnection());
      AuditedChange imported = AuditedChange.of(AuditAction.DIRECTORY_IMPORTED);
      for (Map.Entry<CsvSchema, Long> file : rows.entrySet()) {
        imported = imported.with(file.getKey().fileName(), file.getValue());
      }
      audit.record(tx, caller, imported);
      if (!gate.pass()) {
        throw new IllegalStateException("the import was interrupted");
      }
      return rows.values().stream().mapToLong(Long::longValue).sum();
    });
  }

  private Map<CsvSchema, Long> load(ImportFolder folder, Connection connection) {
    try {
      Map<CsvSchema, Long> rows = stage(folder, connection);
      setTime(connection, clock.instant());
      try (Statement sql = connection.createStatement()) {
        sql.execute(
            rows.keySet().stream()
                .map(file -> "ANALYZE " + file.stagingTable())
                .collect(Collectors.joining(";")));
        for (ImportStep step : ImportPlan.steps()) {
          if (!rows.containsKey(step.schema())) {
            // the small imports of a sandbox have few of the files
            continue;
          }
          List<ImportProblem> problems = step.problems(sql, ImportRefusedException.MOST);
          if (!problems.isEmpty()) {
            throw new ImportRefusedException(problems);
          }
          step.move(sql);
        }
      }
      return rows;
    } catch (SQLException failure) {
      String reason = "the import failed: " + failure.getMessage();
      throw COLLISIONS.contains(failure.getSQLState())
          ? new CollisionException(reason, failure)
          : new IllegalStateException(reason, failure);
    }
  }

  /** For rows that do not say when they were created. */
  private static void setTime(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement set = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
      set.setString(1, SqlExpressions.TIME_SETTING);
      set.setString(2, now.toString());
      set.execute();
    }
  }

  private Map<CsvSchema, Long> stage(ImportFolder folder, Connection connection)
      throws SQLException {
    List<ImportProblem> problems = new ArrayList<>();
    Map<CsvSchema, Long> rows = new EnumMap<>(CsvSchema.class);
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    try (Statement sql = connection.createStatement()) {
      // in one round trip; no check looks into the table of another file
      sql.execute(
          Arrays.stream(CsvSchema.values())
              .filter(folder::has)
              .map(CsvSchema::createStagingTable)
              .collect(Collectors.joining(";")));
      for (CsvSchema schema : CsvSchema.values()) {
        if (folder.has(schema)) {
          rows.put(schema, stage(folder, schema, copy, problems));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new ImportRefusedException(
          problems.subList(0, Math.min(ImportRefusedException.MOST, problems.size())));
    }
    return rows;
  }

  private long stage(
      ImportFolder folder, CsvSchema schema, CopyManager copy, List<ImportProblem> problems)
      throws SQLException {
    try {
      return new CsvLoader(schema, progress, problems).load(folder.file(schema), copy);
    } catch (IOException unreadable) {
      // the file was looked at before, and has changed since or cannot be read to its end
      throw new ImportRefusedException(
          List.of(
              new ImportProblem(
                  schema.fileName(), 0, "", "cannot be read: " + IoReason.of(unreadable))));
    }
  }

  /** Reads the lines that a check selects, each with the text that explains it. */
  static List<ImportProblem> read(Statement sql, CsvSchema schema, String column, String query)
      throws SQLException {
    List<ImportProblem> problems = new ArrayList<>();
    try (ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        problems.add(
            new ImportProblem(schema.fileName(), rows.getLong(1), column, rows.getString(2)));
      }
    }
    return problems;
  }

  /** The checks passed, the write did not. */
  private static final class CollisionException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    CollisionException(String reason, SQLException cause) {
      super(reason, cause);
    }
  }
}
