package dev.roster.server.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema of a database up to this version of Roster.
 *
 * <p>A statement that waits for a lock on a table makes everybody wait who comes after it, readers
 * too. So it waits for two seconds only, and the migration is tried again a moment later. It is
 * tried again, too, while another server migrates.
 */
public final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  /**
   * Not Flyway's default, which belongs to the application that Roster runs in, for example in its
   * tests.
   */
  private static final String LOCATION = "classpath:dev/roster/server/db/migration";

  private static final Duration PATIENCE_WITH_LOCKS = Duration.ofMinutes(1);
  private static final Duration PATIENCE_WITH_OTHERS = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String READ_ONLY = "25006";
  private static final String NOT_PERMITTED = "42501";

  private final DatabaseUrl url;
  private final Flyway flyway;
  private final TransientMigrationFailure.Patience patience;

  private Migrations(DatabaseUrl url, Flyway flyway, TransientMigrationFailure.Patience patience) {
    this.url = url;
    this.flyway = flyway;
    this.patience = patience;
  }

  /**
   * Applies the missing migrations; returns how many there were.
   *
   * @throws SchemaUnusableException if Roster cannot work in this database, with a sentence for a
   *     person
   * @throws DatabaseUnreachableException if the database does not answer
   */
  public static int apply(Database database) {
    return apply(
        database,
        new TransientMigrationFailure.Patience(PATIENCE_WITH_LOCKS, PATIENCE_WITH_OTHERS));
  }

  /**
   * The same for a test.
   *
   * @param patience how long others may hold locks on what has to change, or migrate
   */
  static int apply(Database database, Duration patience) {
    return apply(database, new TransientMigrationFailure.Patience(patience, patience));
  }

  private static int apply(Database database, TransientMigrationFailure.Patience patience) {
    DatabaseUrl url = database.url();
    MigrationDataSource source = new MigrationDataSource(url);
    try (Connection connection = source.getConnection()) {
      DatabasePreflight preflight = DatabasePreflight.of(connection);
      Optional<String> objection = preflight.objection();
      if (objection.isPresent()) {
        throw new SchemaUnusableException(url, objection.get());
      }
      if (preflight.migrated() && SchemaHistory.isCurrent(connection)) {
        return 0;
      }
    } catch (SQLException failure) {
      throw new DatabaseUnreachableException(url, failure);
    }
    return new Migrations(url, flyway(source, "latest", patience.retries()), patience).apply();
  }

  /** The same up to a version, for a test. */
  static void applyUpTo(Database database, String version) {
    flyway(new MigrationDataSource(database.url()), version, 10).migrate();
  }

  /** Configured here and nowhere else: not by callbacks, files or variables of an application. */
  private static Flyway flyway(MigrationDataSource source, String version, int retries) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source)
        .locations(LOCATION)
        .skipDefaultCallbacks(true)
        .javaMigrations(AddressKeyMigration.all().toArray(JavaMigration[]::new))
        .target(version)
        .lockRetryCount(retries)
        .failOnMissingLocations(true)
        .load();
  }

  private int apply() {
    @Nullable TransientMigrationFailure before = null;
    long since = System.nanoTime();
    while (true) {
      try {
        return migrate();
      } catch (FlywayException failure) {
        TransientMigrationFailure transientFailure =
            TransientMigrationFailure.of(failure, patience).orElseThrow(() -> explained(failure));
        if (!transientFailure.equals(before)) {
          LOG.warn("a migration waits for {}", transientFailure.name());
          since = before == null ? since : System.nanoTime();
          before = transientFailure;
        }
        if (System.nanoTime() - since > transientFailure.patience().toNanos()) {
          throw new SchemaUnusableException(url, transientFailure.sentence(), failure);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private int migrate() {
    MigrationInfoService known = flyway.info();
    refuseOther(known);
    return known.pending().length == 0 && known.applied().length > 0 && isValid()
        ? 0
        : flyway.migrate().migrationsExecuted;
  }

  /** A database that is up to date is only read, so that it may be read-only. */
  private boolean isValid() {
    flyway.validate();
    return true;
  }

  private void refuseOther(MigrationInfoService known) {
    Optional<MigrationInfo> other =
        Arrays.stream(known.applied())
            .filter(each -> isAfterAll(each) || each.getState() == MigrationState.MISSING_SUCCESS)
            .reduce((earlier, later) -> later);
    if (other.isPresent()) {
      throw new SchemaUnusableException(
          url,
          "its history has "
              + other.get().getScript()
              + ", which this version of Roster does not know. Start the newer version, or give"
              + " Roster a schema of its own by ?currentSchema=NAME.");
    }
  }

  private static boolean isAfterAll(MigrationInfo migration) {
    return migration.getState() == MigrationState.FUTURE_SUCCESS
        || migration.getState() == MigrationState.FUTURE_FAILED;
  }

  private RuntimeException explained(FlywayException failure) {
    if (failure.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return new SchemaUnusableException(
          url,
          "its schema holds tables or functions that are not Roster's. Give Roster a database of"
              + " its own, or an empty schema by ?currentSchema=NAME.",
          failure);
    }
    return switch (TransientMigrationFailure.stateOf(failure)) {
      case READ_ONLY ->
          new SchemaUnusableException(
              url,
              "it is read-only, and a migration is pending. Name the primary in the database URL.",
              failure);
      case NOT_PERMITTED ->
          new SchemaUnusableException(
              url,
              "its role lacks a right: "
                  + SqlReason.of(failure)
                  + ". Run 'roster migrate' with the role that owns the tables.",
              failure);
      case "" -> new SchemaUnusableException(url, ofHistory(failure), failure);
      case String state when state.startsWith("08") || state.startsWith("57") ->
          new DatabaseUnreachableException(url, failure);
      default ->
          new SchemaUnusableException(
              url, "it cannot be migrated: " + SqlReason.of(failure), failure);
    };
  }

  /** Flyway's error codes for a history that differs from the migrations. */
  private static String ofHistory(FlywayException failure) {
    String detail =
        String.valueOf(failure.getMessage())
            .lines()
            .map(String::strip)
            .filter(line ->
                !line.isEmpty()
                    && !line.startsWith("Need ")
                    && !line.startsWith("-> ")
                    && !line.startsWith("Either ")
                    && !line.startsWith("Please "))
            .reduce((first, next) -> first + " " + next)
            .orElse("");
    return "its history does not fit this version of Roster: " + detail + " See docs/database.md.";
  }
}
