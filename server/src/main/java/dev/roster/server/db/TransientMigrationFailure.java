package dev.roster.server.db;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/** A failure of a migration that waiting may cure, such as a lock that another session holds. */
record TransientMigrationFailure(String name, Duration patience, String advice) {
  private static final String LOCKED = "55P03";

  /** The message of Flyway, in an exception without a code, when another session migrates. */
  private static final String NOT_ITS_TURN = "Number of retries exceeded";

  /**
   * The patience of a migration.
   *
   * @param withLocks how long others may hold locks on what has to change
   * @param withOthers how long others may migrate
   */
  record Patience(Duration withLocks, Duration withOthers) {
    private static final long MOST_RETRIES = 10;

    /** The number of attempts of Flyway, one a second, before it is called again. */
    int retries() {
      return Math.toIntExact(Math.min(MOST_RETRIES, withOthers.toSeconds()));
    }
  }

  /** The obstacle that may go away by waiting; empty if waiting does not help. */
  static Optional<TransientMigrationFailure> of(FlywayException failure, Patience patience) {
    String state = stateOf(failure);
    if (state.equals(LOCKED)) {
      return Optional.of(
          new TransientMigrationFailure(
              "a table that another session has locked",
              patience.withLocks(),
              "End that session (see pg_stat_activity), then start again."));
    }
    if (state.isEmpty() && String.valueOf(failure.getMessage()).startsWith(NOT_ITS_TURN)) {
      return Optional.of(
          new TransientMigrationFailure(
              "another Roster that migrates this database",
              patience.withOthers(),
              "Start again when it is done, or end its session (see pg_stat_activity)."));
    }
    return Optional.empty();
  }

  static String stateOf(FlywayException failure) {
    return SqlReason.root(failure).map(SQLException::getSQLState).orElse("");
  }

  /** The message for an operator when the wait has ended. */
  String sentence() {
    return "a migration waited " + patience.toSeconds() + " s for " + name + ". " + advice;
  }
}
