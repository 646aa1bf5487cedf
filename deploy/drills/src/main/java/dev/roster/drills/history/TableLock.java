package dev.roster.drills.history;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A lock on a table that lets nobody write to it. What a correct server does at once then takes
 * long, so that others come between its statements, and faults hit it there.
 */
final class TableLock implements AutoCloseable {
  private static final List<String> TABLES =
      List.of(
          "audit_event",
          "membership",
          "audit_event",
          "outbox",
          "idempotency_key",
          "invitation_secret",
          "person");

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Connection session;

  private TableLock(Connection session) {
    this.session = session;
  }

  /**
   * Locks one of the tables; empty if the database does not allow that within a second.
   *
   * @param choice any number
   */
  private static Optional<TableLock> tried(PostgresServer postgres, long choice) {
    try {
      TableLock lock = new TableLock(postgres.connect());
      boolean locked = lock.holds(TABLES.get(Math.floorMod(choice, TABLES.size())));
      if (!locked) {
        lock.close();
      }
      return locked ? Optional.of(lock) : Optional.empty();
    } catch (SQLException notNow) {
      return Optional.empty();
    }
  }

  private boolean holds(String table) {
    try (Statement statement = session.createStatement()) {
      session.setAutoCommit(false);
      statement.execute("SET LOCAL lock_timeout = '1s'");
      statement.execute("LOCK TABLE " + table + " IN SHARE MODE");
      return true;
    } catch (SQLException notNow) {
      return false;
    }
  }

  /**
   * Locks one of the tables, as soon as writes to it have ended.
   *
   * @param choice any number
   * @throws dev.roster.drills.cluster.DrillException if they do not end
   */
  static TableLock on(PostgresServer postgres, long choice) {
    AtomicReference<TableLock> lock = new AtomicReference<>();
    Await.until(
        "the lock of a table",
        LONGEST,
        () -> {
          tried(postgres, choice).ifPresent(lock::set);
          return lock.get() != null;
        });
    return lock.get();
  }

  /** Locks tables for a moment each until the thread is interrupted. */
  static void again(PostgresServer postgres, Random random) {
    while (!Thread.currentThread().isInterrupted()) {
      // without one, a fault acts upon the database
      Optional<TableLock> locked = tried(postgres, random.nextInt(TABLES.size()));
      try {
        Await.pass(Duration.ofMillis(random.nextLong(20, 90)));
      } finally {
        locked.ifPresent(TableLock::close);
      }
      if (!Thread.currentThread().isInterrupted()) {
        Await.pass(Duration.ofMillis(random.nextLong(60, 250)));
      }
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (SQLException gone) {
      // so is the lock
    }
  }
}
