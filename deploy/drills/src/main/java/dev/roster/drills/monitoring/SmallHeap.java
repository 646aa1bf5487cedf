package dev.roster.drills.monitoring;

import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.cluster.Commands;
import dev.roster.drills.cluster.Replica;
import java.nio.file.Path;
import java.util.List;

/** Replicas whose heap is hardly larger than what they need to live. */
final class SmallHeap implements AlertFault {
  /** 20 MB of it are for young objects (java.options), 16.5 MB of the rest are in use. */
  private static final String OPTIONS = "-Xms38m -Xmx38m";

  private final List<Replica> replicas;

  SmallHeap(Cluster cluster) {
    this.replicas = cluster.replicas();
  }

  static ClusterPlan prepare(ClusterPlan plan) {
    return plan.withVariable("ROSTER_JAVA_OPTS", OPTIONS);
  }

  /** Has the garbage collected, which a server with so little traffic seldom does by itself. */
  @Override
  public void make() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    replicas.forEach(replica -> Commands.run(jcmd, Long.toString(replica.pid()), "GC.run"));
  }
}
