package dev.roster.drills;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.cluster.Replica;
import dev.roster.drills.fault.Fault;
import dev.roster.drills.fault.FaultMode;
import dev.roster.drills.judge.DrillRecord;
import dev.roster.drills.load.Traffic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One fault under traffic against two replicas: before it, while it holds, and after it.
 *
 * @param progress takes a line for each step
 */
record Drill(
    FaultMode mode, long seed, double perSecond, Duration held, Consumer<String> progress) {
  private static final int REPLICAS = 2;
  private static final int DISK_MEGABYTES = 1_024;
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration AFTER = Duration.ofSeconds(8);

  /** Starts a cluster in the empty folder of the plan, makes the fault, and ends the cluster. */
  DrillRecord run(ClusterPlan plan) {
    progress.accept("starts PostgreSQL and " + REPLICAS + " replicas");
    try (Cluster cluster = Cluster.start(mode.prepare(plan));
        Fault fault = mode.on(cluster);
        Traffic traffic =
            new Traffic(
                "drill",
                cluster.replicas().stream().map(Replica::url).toList(),
                seed,
                perSecond,
                fault.token())) {
      warmUp(cluster);
      traffic.start();
      Await.pass(BEFORE);
      progress.accept("makes the fault: " + mode.description());
      long injected = traffic.now();
      fault.inject();
      Await.pass(held);
      progress.accept("lifts the fault");
      fault.lift();
      long lifted = traffic.now();
      Await.pass(AFTER);
      traffic.finish();
      progress.accept("compares what was acknowledged with what is stored");
      List<String> complaints = fault.complaints();
      return new DrillRecord(
          mode.label(),
          seed,
          mode.effect(),
          injected,
          lifted,
          fault.wasHit(),
          fault.evidence(),
          complaints,
          traffic.calls(),
          traffic.writes(),
          traffic.switches(),
          StoredReader.read(cluster.postgres()));
    }
  }

  /** The plan of a cluster for a drill, with PostgreSQL on a disk in memory. */
  static ClusterPlan plan(Path home, Path folder) {
    // the figures shall not be those of a disk
    return ClusterPlan.of(home, folder, REPLICAS).withDisk(DISK_MEGABYTES);
  }

  /** The first requests of a JVM are slow, which is no effect of a fault. */
  private void warmUp(Cluster cluster) {
    List<URI> urls = cluster.replicas().stream().map(Replica::url).toList();
    try (Traffic warm = new Traffic("warm-up", urls, seed, perSecond, Optional.empty())) {
      warm.start();
      Await.pass(BEFORE);
      warm.finish();
    }
  }
}
