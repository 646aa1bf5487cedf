package dev.roster.drills.history;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;

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

  private final Connection session;

  /**
   * Locks one of the tables.
   *
   * @param choice any number
   */
  TableLock(PostgresServer postgres, long choice) {
    try {
      session = postgres.connect();
      session.setAutoCommit(false);
      try (Statement statement = session.createStatement()) {
        statement.execute("SET LOCAL lock_timeout = '1s'");
        statement.execute(
            "LOCK TABLE " + TABLES.get(Math.floorMod(choice, TABLES.size())) + " IN SHARE MODE");
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Locks tables for a moment each until the thread is interrupted. */
  static void again(PostgresServer postgres, Random random) {
    while (!Thread.currentThread().isInterrupted()) {
      try (TableLock _ = new TableLock(postgres, random.nextInt(TABLES.size()))) {
        Await.pass(Duration.ofMillis(random.nextLong(20, 90)));
      } catch (RuntimeException notNow) {
        // a fault acts upon the database, or the run is over
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
