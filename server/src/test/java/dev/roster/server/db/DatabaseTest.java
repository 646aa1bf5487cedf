package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.Waiting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions and transactions. */
class DatabaseTest {
  private DatabaseUrl url;

  @BeforeEach
  void make() {
    url = TestDatabase.empty();
    TestDatabase.change(
        url,
        "CREATE TABLE pair (id int PRIMARY KEY, n int)",
        "INSERT INTO pair VALUES (1,0),(2,0)");
  }

  @AfterEach
  void reset() {
    TestDatabase.administer(url, "ALTER DATABASE %s RESET ALL");
  }

  private static String show(Database database, String setting) {
    return database.reading(tx -> show(tx, setting));
  }

  private static String show(ReadConnection tx, String setting) {
    return tx.handle().createQuery("SHOW " + setting).mapTo(String.class).one();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, 4s", // below the socket timeout of 6 s
    "'', 3s, 3s",
    "'', 1h, 4s",
    "'&socketTimeout=3', 0, 2s",
    "'&socketTimeout=0', 0, 4s",
    "'&socketTimeout=600', 0, 4s",
  })
  void theServerGivesUpAStatementBeforeTheDriverDoes(String option, String ofRole, String limit) {
    TestDatabase.administer(url, "ALTER DATABASE %s SET statement_timeout = '" + ofRole + "'");

    try (Database database = Database.open(new DatabaseUrl(url.jdbcUrl() + option), 2)) {
      assertThat(show(database, "statement_timeout")).isEqualTo(limit);
    }
  }

  @Test
  void settingsOfARoleThatRosterCannotLiveWithAreItsOwn() {
    for (String setting :
        new String[] {
          "idle_in_transaction_session_timeout = '1s'",
          "idle_session_timeout = '1s'",
          "transaction_timeout = '1s'",
          "default_transaction_isolation = 'serializable'",
        }) {
      TestDatabase.administer(url, "ALTER DATABASE %s SET " + setting);
    }

    try (Database database = Database.open(url, 2)) {
      assertThat(show(database, "idle_in_transaction_session_timeout")).isEqualTo("10s");
      assertThat(show(database, "idle_session_timeout")).isEqualTo("0");
      assertThat(show(database, "transaction_timeout")).isEqualTo("0");
      assertThat(show(database, "transaction_isolation")).isEqualTo("read committed");
    }
  }

  /** Else the invitations of one company could keep all others from reading. */
  @Test
  void statementsThatWaitForALockLeaveConnectionsToOthers() throws Exception {
    Relation<String> change =
        new Relation<>(
            "change",
            "UPDATE pair SET n = n + 1 WHERE id = 1 AND EXISTS (SELECT FROM admitted) RETURNING n",
            Map.of(),
            Objects::requireNonNull);
    WriteStatement statement = new WriteStatement(List.of(), List.of(), List.of(change));
    try (Database database = Database.open(url, 4);
        Connection holder = DriverManager.getConnection(url.jdbcUrl());
        Connection observer = DriverManager.getConnection(url.jdbcUrl());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("UPDATE pair SET n = 0 WHERE id = 1");
      List<Future<?>> writes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        writes.add(threads.submit(() -> database.write(statement)));
      }
      Waiting.until(() -> database.waiting() + waitingForLocks(observer) == writes.size());

      assertThat(waitingForLocks(observer)).isEqualTo(2);
      assertThat(show(database, "server_version_num")).isNotEmpty();

      holder.commit();
      for (Future<?> write : writes) {
        write.get();
      }
      assertThat(number(observer, "SELECT n FROM pair WHERE id = 1")).isEqualTo(writes.size());
    }
  }

  private static int waitingForLocks(Connection observer) {
    return number(
        observer,
        "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND wait_event_type = 'Lock'");
  }

  private static int number(Connection session, String query) {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void workBesideTheRequestsMayTakeMinutes() {
    try (Database database = Database.open(url, 2)) {
      assertThat(database.<String>inLongTransaction(tx -> show(tx, "statement_timeout")))
          .isEqualTo("10min");
      assertThat(
              database.<Integer>inLongTransaction(tx -> answerWithin(tx.handle().getConnection())))
          .isEqualTo(610_000);
      assertThat(database.<String>holding(tx -> show(tx, "idle_in_transaction_session_timeout")))
          .isEqualTo("10min");

      // and a request after it may not
      assertThat(show(database, "statement_timeout")).isEqualTo("4s");
      assertThat(show(database, "idle_in_transaction_session_timeout")).isEqualTo("10s");
      assertThat(database.<Integer>reading(tx -> answerWithin(tx.handle().getConnection())))
          .isEqualTo(6_000);
    }
  }

  @Test
  void aCommandMayTakeLongerThanARequest() {
    try (Database database = Database.openForCommands(url, 2)) {
      assertThat(show(database, "statement_timeout")).isEqualTo("20s");
      assertThat(show(database, "idle_in_transaction_session_timeout")).isEqualTo("10min");
    }
  }

  @Test
  void aTransferHasAllTheTimeItNeeds() {
    TestDatabase.administer(url, "ALTER DATABASE %s SET statement_timeout = '1s'");
    TestDatabase.administer(url, "ALTER DATABASE %s SET lock_timeout = '1s'");

    for (String option : List.of("", "&socketTimeout=3")) {
      try (Database database = Database.openForTransfer(new DatabaseUrl(url.jdbcUrl() + option))) {
        assertThat(show(database, "statement_timeout")).isEqualTo("0");
        assertThat(show(database, "lock_timeout")).isEqualTo("0");
        assertThat(database.<Integer>reading(tx -> answerWithin(tx.handle().getConnection())))
            .isZero();
      }
    }
  }

  /** A setting would stay with a session that serves others next. */
  @Test
  void sessionsBehindAPoolerAreAsTheirRoleHasThem() throws SQLException {
    TestDatabase.administer(url, "ALTER DATABASE %s SET statement_timeout = '7s'");
    DatabaseUrl shared = new DatabaseUrl(url.jdbcUrl() + "&prepareThreshold=0");

    try (Database database = Database.openForDiagnosis(shared);
        Connection migrating = new MigrationDataSource(shared).getConnection()) {
      assertThat(show(database, "statement_timeout")).isEqualTo("7s");
      assertThat(show(database, "default_transaction_read_only")).isEqualTo("off");
      assertThat(show(migrating, "lock_timeout")).isEqualTo("0");
    }
  }

  /** No look-up of settings is done within a millisecond. */
  @Test
  void aRoleWithATinyLimitOnStatementsMigratesAndTransfers() throws SQLException {
    TestDatabase.administer(url, "ALTER DATABASE %s SET statement_timeout = '1ms'");

    try (Database database = Database.openForTransfer(url)) {
      assertThat(show(database, "statement_timeout")).isEqualTo("0");
      try (Connection connection = new MigrationDataSource(url).getConnection()) {
        assertThat(show(connection, "statement_timeout")).isEqualTo("0");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "57014, statement_timeout",
    "25P03, idle_in_transaction_session_timeout",
    "25P04, transaction_timeout",
    "57P05, idle_session_timeout",
  })
  void aDatabaseThatEndsASessionAtOnceWasReached(String state, String setting) {
    RuntimeException failure =
        new IllegalStateException(new SQLException("canceling statement", state));

    assertThat(new DatabaseUnreachableException(url, failure))
        .hasMessageStartingWith(
            "The database " + url + " was reached, but ended the first statements of a session")
        .hasMessageContaining("ALTER ROLE ... SET " + setting + " = '20s'")
        .hasMessageNotContaining("cannot be reached");
  }

  private static int answerWithin(Connection connection) {
    try {
      return connection.getNetworkTimeout();
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void aMigrationHasAllTheTimeItNeeds() throws SQLException {
    for (String option : List.of("", "&socketTimeout=3")) {
      MigrationDataSource source = new MigrationDataSource(new DatabaseUrl(url.jdbcUrl() + option));
      try (Connection connection = source.getConnection()) {
        assertThat(show(connection, "statement_timeout")).isEqualTo("0");
        // the transaction with Flyway's lock does nothing meanwhile
        assertThat(show(connection, "idle_in_transaction_session_timeout")).isEqualTo("0");
        assertThat(show(connection, "lock_timeout")).isEqualTo("2s");
        assertThat(answerWithin(connection)).isZero();
      }
    }
  }

  private static String show(Connection connection, String setting) throws SQLException {
    try (var sql = connection.createStatement();
        var rows = sql.executeQuery("SHOW " + setting)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 3, roster", "'&connectTimeout=7&ApplicationName=blue', 7, blue"})
  void theUrlSaysHowLongAMigrationTriesToConnect(String option, int seconds, String name) {
    MigrationDataSource source = new MigrationDataSource(new DatabaseUrl(url.jdbcUrl() + option));

    assertThat(source.getConnectTimeout()).isEqualTo(seconds);
    assertThat(source.getApplicationName()).isEqualTo(name);
  }

  /** Its process is stopped, so that no time limit of its own ends the statement. */
  @Test
  void aDatabaseThatFallsSilentIsGivenUp() {
    AtomicLong backend = new AtomicLong();
    try (Database database = Database.open(new DatabaseUrl(url.jdbcUrl() + "&socketTimeout=2"), 1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        Future<Long> silent =
            threads.submit(() ->
                database.reading(tx -> {
                  backend.set(number(tx, "SELECT pg_backend_pid()"));
                  TestDatabase.signal("STOP", backend.get());
                  return number(tx, "SELECT 1");
                }));

        assertThatThrownBy(() -> silent.get(30, TimeUnit.SECONDS))
            .hasStackTraceContaining("no answer within 2000 ms");
        assertThat(database.<Long>reading(tx -> number(tx, "SELECT 1"))).isEqualTo(1);
      } finally {
        TestDatabase.signal("CONT", backend.get());
      }
    }
  }

  @Test
  void aCallerWhoGetsNoConnectionIsRefused() {
    try (Database database = Database.open(url, 1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      database.<Void>reading(_ -> {
        Future<Long> other = threads.submit(() -> database.reading(tx -> number(tx, "SELECT 1")));

        assertThatThrownBy(() -> other.get(30, TimeUnit.SECONDS))
            .hasStackTraceContaining("no connection was free in time");
        return null;
      });
    }
  }

  private static long number(ReadConnection tx, String sql) {
    return tx.handle().createQuery(sql).mapTo(Long.class).one();
  }

  @Test
  void workThatLosesADeadlockRunsAgain() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    try (Database database = Database.open(url, 2);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      CyclicBarrier bothHoldOne = new CyclicBarrier(2);
      CountDownLatch won = new CountDownLatch(1);
      var up = threads.submit(() -> add(database, 1, 2, bothHoldOne, won, runs));
      var down = threads.submit(() -> add(database, 2, 1, bothHoldOne, won, runs));
      up.get(60, TimeUnit.SECONDS);
      down.get(60, TimeUnit.SECONDS);

      assertThat(runs).hasValue(3);
      assertThat(
              database.<Integer>reading(
                  tx -> tx.handle().createQuery("SELECT sum(n) FROM pair").mapTo(int.class).one()))
          .isEqualTo(4);
    }
  }

  private static void add(
      Database database,
      int first,
      int second,
      CyclicBarrier bothHoldOne,
      CountDownLatch won,
      AtomicInteger runs) {
    database.inTransaction(tx -> {
      int run = runs.incrementAndGet();
      if (run > 2) {
        // it could take its first row before the other wakes up, and both would wait once more
        await(() -> won.await(30, TimeUnit.SECONDS));
      }
      tx.handle().execute("UPDATE pair SET n = n + 1 WHERE id = ?", first);
      if (run <= 2) {
        await(() -> bothHoldOne.await(30, TimeUnit.SECONDS));
      }
      return tx.handle().execute("UPDATE pair SET n = n + 1 WHERE id = ?", second);
    });
    won.countDown();
  }

  private static void await(Callable<?> waiting) {
    try {
      waiting.call();
    } catch (Exception broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  void workThatLosesEveryTimeFailsInTheEnd() {
    AtomicInteger runs = new AtomicInteger();
    try (Database database = Database.open(url, 2)) {
      assertThatThrownBy(() ->
              database.inTransaction(tx -> {
                runs.incrementAndGet();
                return tx.handle().execute("DO $$ BEGIN RAISE EXCEPTION SQLSTATE '40001'; END $$");
              }))
          .hasRootCauseInstanceOf(SQLException.class);
      assertThat(runs).hasValue(3);
    }
  }
}
