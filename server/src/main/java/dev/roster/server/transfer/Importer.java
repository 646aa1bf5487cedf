package dev.roster.server.transfer;

import dev.roster.server.access.Action;
import dev.roster.server.access.AuditTrail;
import dev.roster.server.access.Change;
import dev.roster.server.access.OperatorCaller;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditStore;
import dev.roster.server.db.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * Loads a folder of CSV files in one transaction: all of it, or nothing and the reasons. Each file
 * is copied into a temporary table, checked there against the others and the directory, and moved
 * over.
 */
public final class Importer {
  private static final int ATTEMPTS = 3;

  /**
   * Somebody else wrote the same row first (unique, foreign key), or both waited for each other.
   */
  private static final Set<String> COLLISIONS = Set.of("23505", "23503", "40001", "40P01");

  private final Database database;
  private final AuditTrail audit;
  private final Clock clock;
  private final Progress progress;

  public Importer(Database database, Clock clock, Progress progress) {
    this.database = database;
    this.audit = new AuditLog(new AuditStore(), clock);
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Imports the folder and returns how many rows were loaded. What others write at the same time is
   * found by checking once more, and reported like what was there before.
   *
   * @throws ImportRefused if a row cannot be imported, or if the folder has none of the files
   */
  public long load(OperatorCaller caller, Path folder) {
    for (int attempt = 1; ; attempt++) {
      try {
        return loadOnce(caller, folder);
      } catch (Collision collision) {
        if (attempt == ATTEMPTS) {
          throw collision;
        }
      }
    }
  }

  private long loadOnce(OperatorCaller caller, Path folder) {
    return database.inTransaction(tx -> {
      Map<CsvFormat, Long> rows = load(folder, tx.handle().getConnection());
      Change imported = Change.of(Action.DIRECTORY_IMPORTED);
      for (Map.Entry<CsvFormat, Long> file : rows.entrySet()) {
        imported = imported.with(file.getKey().fileName(), file.getValue());
      }
      audit.record(tx, caller, imported);
      return rows.values().stream().mapToLong(Long::longValue).sum();
    });
  }

  private Map<CsvFormat, Long> load(Path folder, Connection connection) {
    try {
      Set<CsvFormat> files = EnumSet.noneOf(CsvFormat.class);
      CsvFormat.all()
          .filter(format -> Files.exists(folder.resolve(format.fileName())))
          .forEach(files::add);
      if (files.isEmpty()) {
        throw new ImportRefused(
            List.of(new Problem(folder.toString(), 0, "", "has none of the files of an import")));
      }
      Map<CsvFormat, Long> rows = stage(folder, files, connection);
      try (Statement sql = connection.createStatement()) {
        for (CsvFormat file : CsvFormat.values()) {
          sql.execute("ANALYZE " + file.stage());
        }
        for (ImportStep step : ImportStep.all(clock)) {
          List<Problem> problems = step.problems(sql, ImportRefused.MOST);
          if (!problems.isEmpty()) {
            throw new ImportRefused(problems);
          }
          step.move(sql);
        }
      }
      return rows;
    } catch (SQLException failure) {
      String reason = "the import failed: " + failure.getMessage();
      throw COLLISIONS.contains(failure.getSQLState())
          ? new Collision(reason, failure)
          : new IllegalStateException(reason, failure);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Map<CsvFormat, Long> stage(Path folder, Set<CsvFormat> files, Connection connection)
      throws SQLException, IOException {
    List<Problem> problems = new ArrayList<>();
    Map<CsvFormat, Long> rows = new EnumMap<>(CsvFormat.class);
    try (Statement sql = connection.createStatement()) {
      for (CsvFormat format : CsvFormat.values()) {
        sql.execute(format.createStage());
        if (files.contains(format)) {
          rows.put(
              format,
              new Stage(format, progress, problems)
                  .load(
                      folder.resolve(format.fileName()),
                      connection.unwrap(PGConnection.class).getCopyAPI()));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new ImportRefused(problems.subList(0, Math.min(ImportRefused.MOST, problems.size())));
    }
    return rows;
  }

  /** Reads the lines that a check selects, each with the text that explains it. */
  static List<Problem> read(Statement sql, CsvFormat format, String column, String query)
      throws SQLException {
    List<Problem> problems = new ArrayList<>();
    try (ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        problems.add(new Problem(format.fileName(), rows.getLong(1), column, rows.getString(2)));
      }
    }
    return problems;
  }

  /** The checks passed, the write did not. */
  private static final class Collision extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Collision(String reason, SQLException cause) {
      super(reason, cause);
    }
  }
}
