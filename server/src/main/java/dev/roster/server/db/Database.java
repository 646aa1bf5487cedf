package dev.roster.server.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.postgresql.PGProperty;

/** The connections to one PostgreSQL database. Safe for use by many threads. */
public final class Database implements AutoCloseable {
  /**
   * The transaction of two that waited for each other which lost, or that came behind the deletion
   * of a row which it refers to (foreign_key_violation); it changed nothing.
   */
  private static final Set<String> LOST_RACES = Set.of("40001", "40P01", "23503");

  /**
   * The statement that began before another had committed what it must not do twice: a row is there
   * (unique_violation), or a counter is at its limit (not_null_violation).
   */
  private static final Set<String> OVERTAKEN = Set.of("23505", "23502");

  private static final int ATTEMPTS = 3;

  /** Work that is {@link #holding} one may run other transactions. */
  private static final int TRANSFER_CONNECTIONS = 2;

  /** A connection that no request takes, opened when a probe finds all others in use. */
  private static final int OF_PROBE = 1;

  private static final long IDLE_MILLIS = SessionSettings.FOR_MAIL.toMillis();

  /** The longest that a statement beside the requests takes. */
  private static final Duration LONG = Duration.ofMinutes(10);

  /** So much later than the server gives the driver up. */
  private static final Duration BEYOND = Duration.ofSeconds(10);

  /** Caches parsed statements, so all instances share one. */
  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  /** So much longer than its limit may a wait take. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final HikariDataSource pool;
  private final DatabaseUrl url;
  private final ConnectionFactory pooled;
  private final FairConnections connections;

  /** Half of them, for statements that may wait for each other's locks. */
  private final FairConnections writing;

  private final Jdbi jdbi;
  private final Jdbi writes;
  private DatabaseTracer tracer = DatabaseTracer.NONE;

  /** Never waits for the database itself, unlike the pool's own thread. */
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("database-watchdog").unstarted(work));

  private Database(
      HikariDataSource pool, RetryingDataSource source, int connections, DatabaseUrl url) {
    this.pool = pool;
    this.url = url;
    this.pooled = () -> source.fromPool(pool);
    this.connections = new FairConnections(pooled, connections);
    this.writing = new FairConnections(this.connections, Math.max(1, connections / 2));
    this.jdbi = on(this.connections);
    this.writes = on(writing);
    long pause = BETWEEN_LOOKS.toMillis();
    var unused =
        watchdog.scheduleWithFixedDelay(this::endOverdue, pause, pause, TimeUnit.MILLISECONDS);
  }

  private static Jdbi on(ConnectionFactory connections) {
    Jdbi jdbi = Jdbi.create(connections);
    jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
    return jdbi;
  }

  private void endOverdue() {
    long now = System.nanoTime();
    writing.refuseOverdue(now);
    connections.refuseOverdue(now);
    WatchedSocketFactory.closeOverdue(now);
  }

  /**
   * Opens a pool for requests, which take seconds at most, and checks that the database answers.
   *
   * @throws DatabaseUnreachableException if it does not, with a sentence for a person
   */
  public static Database open(DatabaseUrl url, int connections) {
    return open(url, connections, SessionSettings.REQUESTS);
  }

  /**
   * Opens the database for commands of operators, which may take longer than a request.
   *
   * @throws DatabaseUnreachableException if it does not answer
   */
  public static Database openForCommands(DatabaseUrl url, int connections) {
    return open(url, connections, SessionSettings.COMMANDS);
  }

  /** Opens the database for statements that may take as long as they need. */
  public static Database openForTransfer(DatabaseUrl url) {
    return open(url, TRANSFER_CONNECTIONS, SessionSettings.TRANSFER);
  }

  /**
   * Opens the database for statements that only read, within seconds.
   *
   * @throws DatabaseUnreachableException if it does not answer
   */
  public static Database openForDiagnosis(DatabaseUrl url) {
    HikariConfig reading = new HikariConfig();
    reading.setReadOnly(true);
    return open(url, 2, SessionSettings.DIAGNOSIS, reading);
  }

  static Database open(DatabaseUrl url, int connections, SessionSettings settings) {
    return open(url, connections, settings, new HikariConfig());
  }

  private static Database open(
      DatabaseUrl url, int connections, SessionSettings settings, HikariConfig config) {
    config.setMaximumPoolSize(connections + OF_PROBE);
    config.setMinimumIdle(1);
    config.setIdleTimeout(300_000);
    config.setPoolName("roster");
    config.setConnectionTimeout(FairConnections.PATIENCE.toMillis());
    config.setValidationTimeout(1_000);
    config.setKeepaliveTime(30_000);
    config.setMaxLifetime(600_000);
    config.setExceptionOverride(new StaleConnections());
    try {
      RetryingDataSource source = new RetryingDataSource(url, settings);
      config.setDataSource(source);
      settings.sql(url).ifPresent(config::setConnectionInitSql);
      HikariDataSource pool = new HikariDataSource(config);
      source.beginRetrying();
      return new Database(pool, source, connections, url);
    } catch (RuntimeException unreachable) {
      throw new DatabaseUnreachableException(url, unreachable);
    }
  }

  /**
   * Runs the work in one read-write transaction, which is rolled back when the work throws. Work
   * that loses against another transaction runs again.
   */
  public <T> T inTransaction(Function<Transaction, T> work) {
    return inTransaction(work, () -> true);
  }

  /**
   * The same, and shows what was done while it can still be taken back. Once it was shown, the work
   * does not run again: that would show something else.
   *
   * @param show what it throws rolls the transaction back
   */
  public <T> T inTransaction(Function<Transaction, T> work, Consumer<T> show) {
    AtomicBoolean shown = new AtomicBoolean();
    return inTransaction(
        tx -> {
          T done = work.apply(tx);
          shown.set(true);
          show.accept(done);
          return done;
        },
        () -> !shown.get());
  }

  /** Runs the work as {@link #inTransaction} does, and rolls back whatever it changed. */
  public <T> T rehearsing(Function<Transaction, T> work) {
    return repeated(
        () ->
            jdbi.withHandle(handle -> {
              handle.begin();
              try {
                return work.apply(new Transaction(handle));
              } finally {
                handle.rollback();
              }
            }),
        LOST_RACES::contains);
  }

  private <T> T inTransaction(Function<Transaction, T> work, BooleanSupplier again) {
    return tracer.trace(
        DatabaseTracer.Work.TRANSACTION,
        () ->
            repeated(
                () -> jdbi.inTransaction(handle -> work.apply(new Transaction(handle))),
                state -> again.getAsBoolean() && LOST_RACES.contains(state)));
  }

  /**
   * Like {@link #inTransaction}, for work beside the requests, whose statements may take minutes.
   */
  public <T> T inLongTransaction(Function<Transaction, T> work) {
    return inTransaction(tx -> {
      tx.handle().execute("SET LOCAL statement_timeout = " + LONG.toMillis());
      answerWithin(tx, LONG.plus(BEYOND));
      return work.apply(tx);
    });
  }

  /** The pool takes it back when the connection returns. */
  private static void answerWithin(Transaction tx, Duration limit) {
    try {
      tx.handle().getConnection().setNetworkTimeout(Runnable::run, (int) limit.toMillis());
    } catch (SQLException broken) {
      throw new ConnectionException(broken);
    }
  }

  /**
   * Runs a statement that is a transaction of its own. It runs again when it loses against another
   * transaction, or when a constraint finds that another has overtaken it. Half of the connections
   * are left to other work, however long these statements wait for each other (docs/adr/0085).
   */
  public WriteStatement.Result write(WriteStatement statement) {
    return tracer.trace(
        DatabaseTracer.Work.WRITE,
        () ->
            repeated(
                () -> autocommit(writes, statement::run),
                state -> LOST_RACES.contains(state) || OVERTAKEN.contains(state)));
  }

  /**
   * @param again whether work that failed with this SQLSTATE runs again
   */
  private static <T> T repeated(Supplier<T> work, Predicate<String> again) {
    for (int left = ATTEMPTS - 1; ; left--) {
      try {
        return work.get();
      } catch (RuntimeException failure) {
        if (left == 0
            || SqlReason.root(failure).map(SQLException::getSQLState).filter(again).isEmpty()) {
          throw failure;
        }
      }
    }
  }

  /**
   * Like {@link #inTransaction}, on a connection of its own: the work may run other transactions,
   * which are committed before this one. For work that holds a lock while it waits for others, for
   * minutes.
   */
  public <T> T holding(Function<Transaction, T> work) {
    try (Handle own = jdbi.open()) {
      return own.inTransaction(handle -> {
        handle.execute("SET LOCAL idle_in_transaction_session_timeout = " + IDLE_MILLIS);
        return work.apply(new Transaction(handle));
      });
    }
  }

  /** Runs reading statements, each of which sees the state of the database when it begins. */
  public <T> T reading(Function<ReadConnection, T> work) {
    return tracer.trace(DatabaseTracer.Work.READ, () -> autocommit(jdbi, work));
  }

  private static <T> T autocommit(Jdbi connections, Function<ReadConnection, T> work) {
    return connections.withHandle(handle -> work.apply(new Autocommit(handle)));
  }

  /**
   * Like {@link #reading}, but a statement with a fetch size hands out its rows as they come, so
   * that they are never in memory together.
   */
  public <T> T readingInPieces(Function<ReadConnection, T> work) {
    return tracer.trace(
        DatabaseTracer.Work.READ,
        () -> jdbi.inTransaction(handle -> work.apply(new Transaction(handle))));
  }

  DatabaseUrl url() {
    return url;
  }

  /**
   * Warnings for an operator about the sessions of requests, a sentence each; empty if they are as
   * they should be.
   */
  public List<String> sessionWarnings() {
    SessionCheck check = new SessionCheck(SessionSettings.REQUESTS, url);
    return reading(tx -> {
      try {
        return check.warnings(tx.handle().getConnection());
      } catch (SQLException broken) {
        throw new ConnectionException(broken);
      }
    });
  }

  /** The probe of the database's state. */
  public DatabaseProbe probe() {
    return new DatabaseProbe(pooled);
  }

  /** Reports the pool under the names that Micrometer gives it. */
  public void reportTo(MeterRegistry registry) {
    pool.setMetricRegistry(registry);
  }

  /** Has work followed from now on; called before there are threads that do any. */
  public void traceWith(DatabaseTracer follower) {
    this.tracer = follower;
  }

  /** The name of the database on its server; empty if the address leaves it to the driver. */
  public Optional<String> name() {
    return url.option(PGProperty.PG_DBNAME);
  }

  /** The number of threads that wait for a connection. */
  public int waiting() {
    return writing.waiting() + connections.waiting();
  }

  /** For bulk transfer, which speaks JDBC itself. */
  public DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
    watchdog.shutdownNow();
    long all = System.nanoTime() + FairConnections.PATIENCE.toNanos();
    writing.refuseOverdue(all);
    connections.refuseOverdue(all);
  }

  /** A connection outside any transaction. */
  record Autocommit(Handle handle) implements ReadConnection {}
}
