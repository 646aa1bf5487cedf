package dev.roster.drills.fault;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.DrillException;
import dev.roster.drills.cluster.PostgresServer;
import dev.roster.drills.cluster.Replica;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The first replica is killed between the commit of writes and their responses.
 *
 * <p>A lock makes its writes wait in PostgreSQL, SIGSTOP keeps it from reading their end, and they
 * commit when the lock is given up. Then it is killed.
 */
final class ReplicaKill implements Fault {
  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = '"
          + Cluster.sessionName(0)
          + "' AND wait_event_type = 'Lock'";

  private static final int WANTED = 3;

  private final PostgresServer postgres;
  private final Replica replica;
  private long committed;

  ReplicaKill(Cluster cluster) {
    this.postgres = cluster.postgres();
    this.replica = cluster.replicas().getFirst();
  }

  @Override
  public void inject() {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE invitation IN SHARE MODE");
      // shorter than a statement may take
      if (!Await.holdsWithin(Duration.ofSeconds(2), () -> postgres.number(WAITING) >= WANTED)) {
        Await.until("a write waits", Duration.ofSeconds(1), () -> postgres.number(WAITING) > 0);
      }
      replica.signal("STOP");
      // none ends while the lock is held
      long waiting = postgres.number(WAITING);
      connection.rollback();
      Await.until("writes commit", Duration.ofSeconds(10), () -> postgres.number(WAITING) == 0);
      committed = waiting;
    } catch (SQLException failure) {
      throw new DrillException("the lock cannot be held", failure);
    }
    replica.kill();
  }

  @Override
  public void lift() {
    replica.start();
    replica.awaitReady();
  }

  @Override
  public boolean wasHit() {
    return committed > 0;
  }

  @Override
  public String evidence() {
    return committed + " writes were committed and not responded to";
  }
}
