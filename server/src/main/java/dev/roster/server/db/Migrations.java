package dev.roster.server.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema of a database up to this version of Roster.
 *
 * <p>A statement that waits for a lock on a table makes everybody wait who comes after it, readers
 * too. So it waits for two seconds only, and the migration is tried again three seconds later. It
 * is tried again, too, while another server migrates.
 *
 * <p>A newer schema is used as it is if its migrations say that this version may (ADR 0070).
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
  private static final Duration PAUSE = Duration.ofSeconds(3);
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
        new TransientMigrationFailure.Patience(PATIENCE_WITH_LOCKS, PATIENCE_WITH_OTHERS),
        LOCATION);
  }

  /**
   * The same for a test.
   *
   * @param patience how long others may hold locks on what has to change, or migrate
   * @param later where the migrations of a version are that does not exist yet
   */
  static int apply(Database database, Duration patience, String... later) {
    return apply(
        database,
        new TransientMigrationFailure.Patience(patience, patience),
        Stream.concat(Stream.of(LOCATION), Stream.of(later)).toArray(String[]::new));
  }

  private static int apply(
      Database database, TransientMigrationFailure.Patience patience, String... locations) {
    DatabaseUrl url = database.url();
    MigrationDataSource source = new MigrationDataSource(url);
    if (isUsable(url, source)) {
      return 0;
    }
    Flyway flyway = flyway(source, "latest", patience.retries(), locations);
    int applied = new Migrations(url, flyway, patience).apply();
    // a later version may have migrated further while this one waited for it
    var unused = isUsable(url, source);
    return applied;
  }

  /**
   * Reports whether nothing has to be done in the database.
   *
   * @throws SchemaUnusableException if nothing can be done either
   */
  private static boolean isUsable(DatabaseUrl url, MigrationDataSource source) {
    try (Connection connection = source.getConnection()) {
      DatabasePreflight preflight = DatabasePreflight.of(connection);
      Optional<String> objection = preflight.objection();
      if (objection.isPresent()) {
        throw new SchemaUnusableException(url, objection.get());
      }
      return preflight.migrated()
          && SchemaHistory.read(connection).filter(history -> isUsable(url, history)).isPresent();
    } catch (SQLException failure) {
      throw new DatabaseUnreachableException(url, failure);
    }
  }

  private static boolean isUsable(DatabaseUrl url, SchemaHistory history) {
    if (history.fault().isPresent()) {
      throw new SchemaUnusableException(url, history.fault().get());
    }
    if (!history.newer().isEmpty()) {
      LOG.info(
          "the schema is newer than this version of Roster ({}; this one ends with {}) and serves"
              + " it, too",
          history.newer().getLast(),
          history.newestShipped());
    }
    return history.isUsable();
  }

  /** The same up to a version, for a test. */
  static void applyUpTo(Database database, String version) {
    flyway(new MigrationDataSource(database.url()), version, 10, LOCATION).migrate();
  }

  /** Configured here and nowhere else: not by callbacks, files or variables of an application. */
  private static Flyway flyway(
      MigrationDataSource source, String version, int retries, String... locations) {
    FluentConfiguration configuration =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(source)
            .locations(locations)
            .skipDefaultCallbacks(true)
            .callbacks(new LockTimeoutCallback())
            .javaMigrations(AddressKeyMigration.all().toArray(JavaMigration[]::new))
            .target(version)
            .lockRetryCount(retries)
            .failOnMissingLocations(true)
            // else a migration that was applied by a later version counts as nothing
            .ignoreMigrationPatterns(new String[0])
            // what is built concurrently is no transaction, but its script sets the lock timeout
            .mixed(true);
    // a transaction that stays open would hold up what is built concurrently
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration.load();
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
    return known.pending().length == 0 && known.applied().length > 0 && isValid()
        ? 0
        : flyway.migrate().migrationsExecuted;
  }

  /** A database that is up to date is only read, so that it may be read-only. */
  private boolean isValid() {
    flyway.validate();
    return true;
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
