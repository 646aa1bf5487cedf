package dev.roster.server.ops;

import dev.roster.server.db.DatabaseProbe;
import dev.roster.server.db.SqlReason;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The checks of the database. Safe for use by many threads. */
public final class DatabaseReadiness implements Supplier<List<ReadinessCheck>> {
  private static final String DATABASE = "database";
  private static final String MIGRATIONS = "migrations";

  private final Sampler<List<ReadinessCheck>> sampler;

  public DatabaseReadiness(DatabaseProbe probe) {
    this.sampler = new Sampler<>(() -> look(probe));
  }

  @Override
  public List<ReadinessCheck> get() {
    try {
      return sampler.get();
    } catch (TimeoutException late) {
      return failed("the database does not respond within " + Sampler.PATIENCE.toMillis() + " ms");
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug);
    }
  }

  private static List<ReadinessCheck> look(DatabaseProbe probe) {
    try {
      DatabaseProbe.State state = probe.look();
      return List.of(
          new ReadinessCheck(
              DATABASE,
              !state.readOnly(),
              state.readOnly() ? "the database takes no writes, as a standby" : "responds"),
          new ReadinessCheck(
              MIGRATIONS,
              state.migrated(),
              state.migrated()
                  ? "all are there"
                  : "the database lacks migrations of this version; run 'roster migrate'"));
    } catch (SQLException failure) {
      return failed(SqlReason.of(failure));
    }
  }

  private static List<ReadinessCheck> failed(String reason) {
    return List.of(
        new ReadinessCheck(DATABASE, false, reason),
        new ReadinessCheck(MIGRATIONS, false, "not known without the database"));
  }
}
