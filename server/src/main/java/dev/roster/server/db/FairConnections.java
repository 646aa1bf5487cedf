package dev.roster.server.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * Hands the connections of a pool out in the order in which they are asked for. The pool itself
 * gives one that comes back to the caller of that moment, so that under load others would wait
 * until their time is over. Safe for use by many threads.
 */
final class FairConnections implements ConnectionFactory {
  /** The longest that a statement waits for a connection. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ConnectionFactory pool;
  private final FairPermits free;

  /** The number of times that the pool had no connection for its caller. */
  private final AtomicLong failures = new AtomicLong();

  /**
   * @param connections that the pool has
   */
  FairConnections(ConnectionFactory pool, int connections) {
    this.pool = pool;
    this.free = new FairPermits(connections);
  }

  /**
   * A connection.
   *
   * @throws SQLTransientConnectionException if none is free in time, or another caller got none in
   *     the meantime: while there is no database, no caller waits here and then for the pool as
   *     well
   */
  @Override
  public Connection openConnection() throws SQLException {
    long before = failures.get();
    if (!await()) {
      throw new SQLTransientConnectionException("no connection was free in time");
    }
    try {
      if (failures.get() != before) {
        throw new SQLTransientConnectionException("the pool has no connection");
      }
      return connection();
    } catch (SQLException | RuntimeException | Error failure) {
      free.release();
      throw failure;
    }
  }

  /**
   * Ends waits that have taken longer than {@link #PATIENCE}.
   *
   * @param now the time as {@link System#nanoTime} tells it
   */
  void refuseOverdue(long now) {
    free.refuseOverdue(now);
  }

  /** The number of threads that wait. */
  int waiting() {
    return free.waiting();
  }

  private Connection connection() throws SQLException {
    try {
      return pool.openConnection();
    } catch (SQLException none) {
      failures.incrementAndGet();
      throw none;
    }
  }

  private boolean await() throws SQLException {
    try {
      return free.acquire(lastMoment());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException(
          "interrupted while waiting for a connection", stopped);
    }
  }

  /** Of those that have a deadline, some time is left for the pool, which may have to connect. */
  private static long lastMoment() {
    long patience = PATIENCE.toNanos();
    return Deadline.atMost(System.nanoTime() + 2 * patience) - patience;
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    try {
      pool.closeConnection(connection);
    } finally {
      free.release();
    }
  }
}
