package dev.roster.drills.fault;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.FreePorts;
import dev.roster.drills.cluster.PostgresServer;
import java.time.Duration;

/**
 * The primary dies and its address is taken over by the synchronous standby, which is read-only
 * until it is promoted.
 */
final class DatabaseReadOnly implements Fault {
  private static final String SYNCHRONOUS =
      "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";

  private final Cluster cluster;
  private final PostgresServer primary;
  private final PostgresServer standby;
  private PostgresServer successor;

  DatabaseReadOnly(Cluster cluster) {
    this.cluster = cluster;
    this.primary = cluster.postgres();
    this.standby = primary.standby(cluster.folder("standby"), FreePorts.find(1).getFirst());
    this.successor = standby;
    primary.execute("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
    primary.execute("SELECT pg_reload_conf()");
    Await.until(
        "the standby is synchronous",
        Duration.ofSeconds(30),
        () -> primary.number(SYNCHRONOUS) > 0);
  }

  @Override
  public void inject() {
    primary.stop("immediate");
    standby.stop("fast");
    successor = standby.orphanedAt(primary.port());
    successor.start();
    cluster.failedOverTo(successor);
  }

  @Override
  public void lift() {
    successor.promote();
  }

  @Override
  public boolean wasHit() {
    return refused() > 0;
  }

  @Override
  public String evidence() {
    return "the standby refused " + refused() + " writes, then was promoted";
  }

  private long refused() {
    return successor.logLines("in a read-only transaction");
  }

  @Override
  public void close() {
    primary.close();
    successor.close();
  }
}
