package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FairConnectionsTest {
  private static final Set<Thread.State> WAITING =
      Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  @AutoClose private final HikariDataSource pool = pool();
  private final FairConnections connections = new FairConnections(pool::getConnection, 1);
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  private static HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(TestDatabase.fresh().jdbcUrl());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(1_000);
    return new HikariDataSource(config);
  }

  private Thread asking(String name) {
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Connection connection = connections.openConnection();
                done.add(name);
                connections.closeConnection(connection);
              } catch (SQLException failure) {
                done.add(name + ": " + failure.getMessage());
              }
            });
    Waiting.until(() -> WAITING.contains(thread.getState()));
    return thread;
  }

  private List<String> end(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    return new ArrayList<>(done);
  }

  @Test
  void servesThoseWhoWaitInTheirOrder() throws Exception {
    Connection first = connections.openConnection();
    List<Thread> threads = List.of(asking("1"), asking("2"), asking("3"));

    connections.closeConnection(first);

    assertThat(end(threads)).containsExactly("1", "2", "3");
  }

  /** The pool alone would give it to the caller that has just returned it. */
  @Test
  void doesNotServeALateComerFirst() throws Exception {
    Connection first = connections.openConnection();
    Thread waiting = asking("1");

    connections.closeConnection(first);
    Connection second = connections.openConnection();

    assertThat(done).containsExactly("1");
    connections.closeConnection(second);
    waiting.join();
  }

  @Test
  void refusesAfterAWhile() throws Exception {
    Connection first = connections.openConnection();
    List<Thread> threads = List.of(asking("1"));

    connections.refuseOverdue(System.nanoTime() + FairConnections.PATIENCE.toNanos());

    assertThat(end(threads)).containsExactly("1: no connection was free in time");
    connections.closeConnection(first);
    connections.closeConnection(connections.openConnection());
  }

  /** Else each would wait for the one before it, and then for the pool. */
  @Test
  void whoWaitsBehindAFailureFailsWithIt() throws Exception {
    Connection taken = pool.getConnection();
    List<Thread> threads = List.of(asking("1"), asking("2"), asking("3"));

    assertThat(end(threads))
        .hasSize(3)
        .contains("2: the pool has no connection", "3: the pool has no connection");
    taken.close();
    connections.closeConnection(connections.openConnection());
  }

  @Test
  void aFailureIsOfTheKindThatOutagesHave() {
    pool.close();

    assertThatThrownBy(connections::openConnection).isInstanceOf(SQLException.class);
    assertThatThrownBy(connections::openConnection)
        .as("its place is free again")
        .isInstanceOf(SQLException.class)
        .isNotInstanceOf(SQLTransientConnectionException.class);
  }
}
