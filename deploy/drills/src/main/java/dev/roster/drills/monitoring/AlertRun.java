package dev.roster.drills.monitoring;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.cluster.Replica;
import dev.roster.drills.load.Traffic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One drill of an alert: a cluster, traffic and a Prometheus without a fault, and then with it.
 *
 * @param rules in the faster world of the drill
 * @param quiet the time without a fault, in which no alert may fire
 * @param progress takes a line for each step
 */
record AlertRun(AlertDrill drill, AlertRules rules, Duration quiet, Consumer<String> progress) {
  private static final int PER_SECOND = 8;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration LONGEST = Duration.ofSeconds(150);

  /** In which an alert too many would fire, behind the last one of those that must. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(10);

  /**
   * The result of a drill.
   *
   * @param seconds from the fault to each alert that fired
   * @param early alerts that fired without the fault
   */
  record Result(AlertDrill drill, Map<String, Double> seconds, Map<String, Double> early) {
    /** Reports whether exactly those alerts fired that had to. */
    boolean passed() {
      return early.isEmpty() && seconds.keySet().equals(drill.fires());
    }
  }

  /** Starts a cluster in the empty folder of the plan, makes the fault, and ends the cluster. */
  Result run(ClusterPlan plan) {
    progress.accept("starts PostgreSQL, two replicas and Prometheus");
    try (Cluster cluster = Cluster.start(drill.prepare(plan));
        AlertFault fault = drill.on(cluster);
        Traffic traffic =
            new Traffic(
                "alerts",
                cluster.replicas().stream().map(Replica::url).toList(),
                1,
                PER_SECOND,
                Optional.empty())) {
      if (drill.withTraffic()) {
        traffic.start();
        // the first requests of a JVM are slow
        Await.pass(WARM_UP);
      }
      List<URI> targets = cluster.replicas().stream().map(Replica::management).toList();
      try (Prometheus prometheus =
          Prometheus.start(plan.folder().resolve("prometheus"), rules, targets)) {
        return fire(prometheus, fault);
      }
    }
  }

  private Result fire(Prometheus prometheus, AlertFault fault) {
    Firing early = new Firing(prometheus);
    progress.accept("waits without a fault");
    early.watch(quiet, () -> false);
    progress.accept("makes the fault: " + drill.description());
    Firing fired = new Firing(prometheus);
    fault.make();
    fired.watch(drill.fires().isEmpty() ? quiet : LONGEST, () -> fired.hasAll(drill.fires()));
    fired.watch(AFTERWARDS, () -> false);
    return new Result(drill, fired.seconds, early.seconds);
  }

  /** The alerts that were seen to fire, each with the time since the beginning. */
  private static final class Firing {
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Prometheus prometheus;
    private final long begun = System.nanoTime();
    private final Map<String, Double> seconds = new TreeMap<>();

    Firing(Prometheus prometheus) {
      this.prometheus = prometheus;
    }

    boolean hasAll(Set<String> names) {
      return !names.isEmpty() && seconds.keySet().containsAll(names);
    }

    /** Looks until it is enough, or for the longest time. */
    void watch(Duration longest, BooleanSupplier enough) {
      long end = System.nanoTime() + longest.toNanos();
      while (!enough.getAsBoolean() && System.nanoTime() - end < 0) {
        Await.pass(BETWEEN);
        double now = (System.nanoTime() - begun) / 1e9;
        prometheus.firing().forEach(name -> seconds.putIfAbsent(name, now));
      }
    }
  }
}
