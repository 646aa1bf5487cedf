package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that are locked, foreign, of another version, or not what Roster needs. */
class MigrationsTest {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
  private static final int READERS = 4;

  /** Migrations of versions that do not exist yet. */
  private static final String PLANTED = "classpath:dev/roster/server/db/";

  /** As a version before the index on {@code person} left it. */
  private static DatabaseUrl withOnePending() {
    DatabaseUrl url = TestDatabase.empty();
    Flyway.configure()
        .dataSource(url.jdbcUrl(), null, null)
        .locations("classpath:dev/roster/server/db/migration")
        .target("005")
        .load()
        .migrate();
    return url;
  }

  /**
   * @param later where the migrations of a later version are, if that is meant
   */
  private static int apply(DatabaseUrl url, Duration patience, String... later) {
    try (Database database = Database.openForTransfer(url)) {
      return Migrations.apply(database, patience, later);
    }
  }

  private static String refusal(DatabaseUrl url) {
    Throwable thrown = null;
    try {
      apply(url, NONE);
    } catch (SchemaUnusableException refused) {
      thrown = refused;
    }
    assertThat(thrown).isNotNull();
    assertThat(thrown.getMessage().lines()).hasSize(1);
    String begin = "The database " + url + " cannot be used: ";
    assertThat(thrown).hasMessageStartingWith(begin);
    return thrown.getMessage().substring(begin.length());
  }

  @Test
  void aMigrationWaitsForALockWithoutBlockingReadersForLong() throws Exception {
    DatabaseUrl url = withOnePending();
    // closed last, when nothing holds its work up any more
    try (ExecutorService threads = Executors.newFixedThreadPool(1 + READERS);
        Connection holder = DriverManager.getConnection(url.jdbcUrl());
        Connection watcher = DriverManager.getConnection(url.jdbcUrl());
        Statement holds = holder.createStatement();
        Statement watches = watcher.createStatement()) {
      holder.setAutoCommit(false);
      // a long reader, such as an export
      holds.executeQuery("SELECT count(*) FROM person");
      Future<Integer> migration = threads.submit(() -> apply(url, Duration.ofMinutes(2)));
      for (int attempt = 0; attempt < 2; attempt++) {
        awaitWaiting(watches);

        List<Future<Duration>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
          readers.add(threads.submit(() -> timeOfARead(url)));
        }

        // behind the ALTER in the queue, and let through when that gives up
        for (Future<Duration> reader : readers) {
          assertThat(reader.get(20, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(4));
        }
        assertThat(migration.isDone()).isFalse();
      }
      holder.rollback();
      assertThat(migration.get(60, TimeUnit.SECONDS)).isPositive();
    }
  }

  private static Duration timeOfARead(DatabaseUrl url) throws SQLException {
    try (Connection reader = DriverManager.getConnection(url.jdbcUrl());
        Statement reads = reader.createStatement()) {
      long begun = System.nanoTime();
      reads.execute("SELECT count(*) FROM person");
      return Duration.ofNanos(System.nanoTime() - begun);
    }
  }

  @Test
  void anIndexThatIsBuiltConcurrentlyWaitsForOldReadersAndHoldsNobodyUp() throws Exception {
    DatabaseUrl url = withOnePending();
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        Connection old = DriverManager.getConnection(url.jdbcUrl());
        Connection other = DriverManager.getConnection(url.jdbcUrl());
        Statement holds = old.createStatement();
        Statement works = other.createStatement()) {
      old.setAutoCommit(false);
      old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      // a snapshot, which the index has to wait for longer than other locks are waited for
      holds.executeQuery("SELECT 1");
      Future<Integer> migration = threads.submit(() -> apply(url, TWO_MINUTES, PLANTED + "index"));
      await(
          works,
          "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%'"
              + " AND datname = current_database() AND wait_event_type = 'Lock'"
              + " AND query_start < clock_timestamp() - interval '3 s'");

      works.execute("SET lock_timeout = '1s'");
      works.execute("SELECT count(*) FROM person");
      works.execute("UPDATE person SET last_name = 'Lovelace'");

      old.rollback();
      assertThat(migration.get(60, TimeUnit.SECONDS)).isPositive();
      assertThat(
              ask(
                  works,
                  "SELECT indisvalid::int FROM pg_index"
                      + " WHERE indexrelid = 'person_last_name'::regclass"))
          .isEqualTo(1);
    }
  }

  @Test
  void theLockTimeoutThatAMigrationLiftsIsBackForTheNext() throws Exception {
    DatabaseUrl url = withOnePending();
    TestDatabase.change(
        url,
        "CREATE TABLE seen (setting text)",
        "CREATE FUNCTION note() RETURNS event_trigger"
            + " LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.seen VALUES"
            + " (tg_tag || ' ' || current_setting('lock_timeout')); END $$",
        "CREATE EVENT TRIGGER notes ON ddl_command_end EXECUTE FUNCTION note()");

    apply(url, TWO_MINUTES, PLANTED + "index", PLANTED + "additive");

    assertThat(texts(url, "SELECT setting FROM seen ORDER BY ctid"))
        .contains("CREATE INDEX 0")
        .endsWith("ALTER TABLE 2s");
  }

  /** Until somebody waits for a lock on the table. */
  private static void awaitWaiting(Statement sql) throws SQLException {
    await(sql, "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'person'::regclass");
  }

  private static void await(Statement sql, String count) throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (ask(sql, count) == 0) {
      assertThat(System.nanoTime()).as(count).isLessThan(deadline);
    }
  }

  private static int ask(Statement sql, String number) throws SQLException {
    try (ResultSet rows = sql.executeQuery(number)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static List<String> texts(DatabaseUrl url, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url.jdbcUrl());
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }

  @Test
  void aLockThatIsNotGivenUpIsOneLineAndNothingStaysInTheQueue() throws Exception {
    DatabaseUrl url = withOnePending();
    try (Connection holder = DriverManager.getConnection(url.jdbcUrl());
        Statement holds = holder.createStatement()) {
      holder.setAutoCommit(false);
      holds.execute("LOCK TABLE person IN ACCESS SHARE MODE");

      assertThat(refusal(url))
          .isEqualTo(
              "a migration waited 0 s for a table that another session has locked. End that"
                  + " session (see pg_stat_activity), then start again.");
      try (var waiting = holds.executeQuery("SELECT FROM pg_locks WHERE NOT granted")) {
        assertThat(waiting.next()).isFalse();
      }
    }
    assertThat(apply(url, NONE)).isPositive();
  }

  @Test
  void threeServersMigrateAtOnceAndEachMigrationRunsOnce() throws Exception {
    DatabaseUrl url = TestDatabase.empty();
    int migrations = ShippedMigrations.read().orElseThrow().size();
    CountDownLatch together = new CountDownLatch(3);
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Integer>> servers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        servers.add(
            threads.submit(() -> {
              together.countDown();
              together.await();
              return apply(url, Duration.ofMinutes(1));
            }));
      }
      int applied = 0;
      for (Future<Integer> server : servers) {
        applied += server.get(90, TimeUnit.SECONDS);
      }

      assertThat(applied).isEqualTo(migrations);
    }
    assertThat(apply(url, NONE)).isZero();
  }

  @Test
  void aServerWaitsForAnotherThatMigratesAndSaysSo() throws Exception {
    DatabaseUrl url = withOnePending();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> other = threads.submit(() -> migrateSlowly(url, begun, mayEnd));
      begun.await();
      Future<Integer> patient;
      try {
        assertThat(refusal(url))
            .isEqualTo(
                "a migration waited 0 s for another Roster that migrates this database. Start"
                    + " again when it is done, or end its session (see pg_stat_activity).");
        patient = threads.submit(() -> apply(url, Duration.ofMinutes(1)));
      } finally {
        mayEnd.countDown();
      }
      other.get(60, TimeUnit.SECONDS);
      patient.get(60, TimeUnit.SECONDS);
    }
    assertThat(apply(url, NONE)).isZero();
  }

  /** Another server in the middle of its first migration, with Flyway's lock. */
  private static void migrateSlowly(DatabaseUrl url, CountDownLatch begun, CountDownLatch mayEnd) {
    Flyway.configure()
        .dataSource(url.jdbcUrl(), null, null)
        .locations("classpath:dev/roster/server/db/migration")
        .javaMigrations(AddressKeyMigration.ofDomains(), AddressKeyMigration.ofLiterals())
        .callbacks(
            new BaseCallback() {
              @Override
              public boolean supports(Event event, Context context) {
                return event == Event.BEFORE_EACH_MIGRATE;
              }

              @Override
              public void handle(Event event, Context context) {
                begun.countDown();
                try {
                  mayEnd.await();
                } catch (InterruptedException interrupted) {
                  throw new AssertionError(interrupted);
                }
              }
            })
        .load()
        .migrate();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LATIN1", "SQL_ASCII", "EUC_JP"})
  void onlyUtf8IsAccepted(String encoding) {
    DatabaseUrl url =
        TestDatabase.created("ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C'");

    assertThat(refusal(url)).startsWith("its encoding is " + encoding + ", which cannot hold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "C.UTF-8"})
  void everyLocaleOfUtf8IsAccepted(String locale) {
    DatabaseUrl url =
        TestDatabase.created(
            "ENCODING 'UTF8' LC_COLLATE '" + locale + "' LC_CTYPE '" + locale + "'");

    assertThat(apply(url, NONE)).isPositive();
  }

  @Test
  void aRoleThatMayNotCreateTablesIsToldWhatToGrant() {
    DatabaseUrl url = TestDatabase.empty();
    DatabaseUrl nobody = TestDatabase.asNobody(url);

    assertThat(refusal(nobody))
        .isEqualTo(
            "the role %1$s may not create tables. As an administrator, run GRANT CREATE ON SCHEMA"
                    .formatted("nobody_" + TestDatabase.name(url))
                + " public TO nobody_"
                + TestDatabase.name(url)
                + ".");
    TestDatabase.change(url, "GRANT CREATE ON SCHEMA public TO nobody_" + TestDatabase.name(url));
    assertThat(apply(nobody, NONE)).isPositive();
  }

  @Test
  void aRoleThatMayNotReadTheHistoryIsOneLine() {
    DatabaseUrl nobody = TestDatabase.asNobody(TestDatabase.fresh());

    assertThat(refusal(nobody)).contains("permission denied for table flyway_schema_history");
  }

  @Test
  void aRoleThatMayNotChangeTheTablesIsOneLine() {
    DatabaseUrl url = withOnePending();
    DatabaseUrl nobody = TestDatabase.asNobody(url);
    TestDatabase.change(
        url, "GRANT ALL ON ALL TABLES IN SCHEMA public TO nobody_" + TestDatabase.name(url));

    assertThat(refusal(nobody)).contains("must be owner of table person", "roster migrate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE foreign_one (id int)",
        "CREATE TABLE person (id int)",
        "CREATE VIEW foreign_two AS SELECT 1",
        "CREATE FUNCTION foreign_three() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      })
  void aForeignSchemaIsLeftAlone(String foreign) {
    DatabaseUrl url = TestDatabase.empty();
    TestDatabase.change(url, foreign);

    assertThat(refusal(url))
        .startsWith("its schema holds tables or functions that are not Roster's.")
        .contains("?currentSchema=NAME");
  }

  @Test
  void besideAForeignSchemaOneOfItsOwnWorks() {
    DatabaseUrl url = TestDatabase.empty();
    TestDatabase.change(url, "CREATE TABLE person (id int)", "CREATE SCHEMA roster");

    assertThat(apply(new DatabaseUrl(url.jdbcUrl() + "&currentSchema=roster"), NONE)).isPositive();
  }

  @Test
  void theHistoryOfAnotherApplicationIsNotContinued() {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.change(
        url,
        "UPDATE flyway_schema_history SET version = '0.5', script = 'V0.5__shop.sql'"
            + " WHERE version = '003'");

    assertThat(refusal(url)).startsWith("its history has V0.5__shop.sql, which is not Roster's.");
  }

  @Test
  void aNewerSchemaThatDoesNotSaySoIsLeftToTheNewerVersion() {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.change(
        url,
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success) VALUES (99, '999', 'later',"
            + " 'SQL', 'V999__later.sql', 1, 'postgres', 1, true)");

    assertThat(refusal(url))
        .startsWith("its history has V999__later.sql, which this version of Roster does not know.")
        .contains("Start the newer version");
  }

  @Test
  void aNewerSchemaThatThisVersionMayUseIsUsedAsItIs() {
    DatabaseUrl url = withOnePending();
    assertThat(apply(url, TWO_MINUTES, PLANTED + "additive")).isPositive();

    assertThat(apply(url, NONE)).isZero();
  }

  @Test
  void aSchemaFromWhichSomethingWasRemovedNamesTheVersionItNeeds() {
    DatabaseUrl url = withOnePending();
    assertThatThrownBy(() -> apply(url, TWO_MINUTES, PLANTED + "additive", PLANTED + "contract"))
        .as("it was migrated further than this version, which looks again when it is done")
        .isInstanceOf(SchemaUnusableException.class);

    assertThat(refusal(url))
        .isEqualTo(
            "its history has V903__no_nicknames__oldest_902.sql: only versions of Roster with"
                + " migration 902 can use it, and this one ends with 014. Start the newer version,"
                + " or restore the backup from before it.");
  }

  @Test
  void aNewerSchemaWithoutAMigrationOfThisVersionIsRefused() {
    DatabaseUrl url = withOnePending();
    apply(url, TWO_MINUTES, PLANTED + "additive");
    TestDatabase.change(url, "DELETE FROM flyway_schema_history WHERE version = '012'");

    assertThat(refusal(url)).contains("migration 012 is missing before later ones.", "Restore");
  }

  @Test
  void aChangedChecksumIsOneLine() {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.change(url, "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '002'");

    assertThat(refusal(url))
        .startsWith(
            "its history does not fit this version of Roster: migration 002 has the checksum 1,")
        .endsWith(" Restore the whole database from one backup.");
  }

  @Test
  void aMigrationOfAnotherNameOrTwiceIsOneLine() {
    DatabaseUrl other = TestDatabase.fresh();
    TestDatabase.change(
        other, "UPDATE flyway_schema_history SET description = 'shop' WHERE version = '003'");
    DatabaseUrl twice = TestDatabase.fresh();
    TestDatabase.change(
        twice, "UPDATE flyway_schema_history SET version = '002' WHERE version = '003'");

    assertThat(refusal(other)).contains("migration 003 was V003__access.sql, another script.");
    assertThat(refusal(twice)).contains("migration 002 stands in it twice.");
  }

  @Test
  void aFailedMigrationInTheHistoryIsOneLine() {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.change(
        url, "UPDATE flyway_schema_history SET success = false WHERE version = '006'");

    assertThat(refusal(url))
        .startsWith("its history says that V006__subjects.sql failed. Mend the cause,");
  }

  @Test
  void aSearchPathThatLeadsNowhereIsNamed() {
    DatabaseUrl url = TestDatabase.empty();

    assertThat(refusal(new DatabaseUrl(url.jdbcUrl() + "&currentSchema=nowhere")))
        .startsWith("no schema of the search path (nowhere) exists for the role");
  }

  @Test
  void anEmptySchemaInFrontOfTheTablesIsNotFilledWithEmptyOnes() {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.change(url, "CREATE SCHEMA shadow");
    TestDatabase.administer(url, "ALTER DATABASE %s SET search_path = shadow, public");

    assertThat(refusal(url))
        .isEqualTo(
            "the search path begins with the schema shadow, but the tables stand in public. Add"
                + " ?currentSchema=public to the database URL.");
    TestDatabase.administer(url, "ALTER DATABASE %s RESET ALL");
  }

  @Test
  void aReadOnlyDatabaseThatIsUpToDateNeedsNothing() {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.administer(url, "ALTER DATABASE %s SET default_transaction_read_only = on");

    assertThat(apply(url, NONE)).isZero();
    TestDatabase.administer(url, "ALTER DATABASE %s RESET ALL");
  }

  @Test
  void aReadOnlyDatabaseThatHasToChangeIsOneLine() {
    DatabaseUrl pending = withOnePending();
    DatabaseUrl empty = TestDatabase.empty();
    for (DatabaseUrl url : new DatabaseUrl[] {pending, empty}) {
      TestDatabase.administer(url, "ALTER DATABASE %s SET default_transaction_read_only = on");
    }

    assertThat(refusal(pending)).startsWith("it is read-only, and a migration is pending.");
    assertThat(refusal(empty)).startsWith("it is read-only and has no tables of Roster.");
    for (DatabaseUrl url : new DatabaseUrl[] {pending, empty}) {
      TestDatabase.administer(url, "ALTER DATABASE %s RESET ALL");
    }
  }

  @ParameterizedTest
  @CsvSource({"96000, false", "130022, false", "140000, true", "170006, true", "190000, true"})
  void postgresBefore14IsRefused(int version, boolean accepted) {
    Optional<String> objection =
        new DatabasePreflight(
                version, "x.y", "UTF8", "roster", "public", "public", true, true, null, false)
            .objection();

    assertThat(objection.isEmpty()).isEqualTo(accepted);
    assertThat(objection.orElse("PostgreSQL x.y")).contains("PostgreSQL x.y");
  }

  @Test
  void theTimeoutsOfARoleDoNotEndAMigration() {
    DatabaseUrl url = TestDatabase.empty();
    TestDatabase.administer(url, "ALTER DATABASE %s SET statement_timeout = '200ms'");
    TestDatabase.administer(url, "ALTER DATABASE %s SET transaction_timeout = '200ms'");

    assertThat(apply(url, NONE)).isPositive();
    TestDatabase.administer(url, "ALTER DATABASE %s RESET ALL");
  }

  @Test
  void anUnreachableDatabaseIsNamed() {
    DatabaseUrl url = TestDatabase.empty();
    try (Database database = Database.openForTransfer(url)) {
      TestDatabase.drop(url);

      assertThatThrownBy(() -> Migrations.apply(database))
          .isInstanceOf(DatabaseUnreachableException.class)
          .hasMessageContaining("does not exist");
    }
  }
}
