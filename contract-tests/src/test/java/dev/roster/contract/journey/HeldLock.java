package dev.roster.contract.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.contract.SharedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A lock in the server's database that holds requests up where they meet, until it is closed. */
final class HeldLock implements AutoCloseable {
  /** Less than the few seconds for which the server waits. */
  private static final Duration BEFORE_THEY_GIVE_UP = Duration.ofSeconds(2);

  private final Connection holder;

  private HeldLock() throws SQLException {
    holder = DriverManager.getConnection(SharedServer.roster().databaseUrl());
    holder.setAutoCommit(false);
  }

  /** Holds a table, which can be read meanwhile. */
  static HeldLock ofTable(String table) throws SQLException {
    HeldLock held = new HeldLock();
    try (Statement lock = held.holder.createStatement()) {
      lock.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
    }
    return held;
  }

  /**
   * Holds a row.
   *
   * @param sql inserts or updates that row alone; the change is taken back when the lock is closed
   */
  static HeldLock ofRow(String sql, String... parameters) throws SQLException {
    HeldLock held = new HeldLock();
    try (PreparedStatement write = held.holder.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        write.setString(i + 1, parameters[i]);
      }
      assertThat(write.executeUpdate()).isEqualTo(1);
    }
    return held;
  }

  /** Waits until so many requests are held up; false if they are not before one gives up. */
  boolean holds(int requests) throws SQLException {
    long end = System.nanoTime() + BEFORE_THEY_GIVE_UP.toNanos();
    while (waiting() < requests) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  private int waiting() throws SQLException {
    try (Statement look = holder.createStatement();
        ResultSet count =
            look.executeQuery(
                """
                SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                WHERE NOT l.granted AND a.datname = current_database()
                """)) {
      count.next();
      return count.getInt(1);
    }
  }

  @Override
  public void close() throws SQLException {
    holder.rollback();
    holder.close();
  }
}
