package dev.roster.drills.fault;

import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.ClusterPlan;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The faults that a drill can make, by name. */
public enum FaultMode {
  DATABASE_STOP(
      "PostgreSQL crashes and is started again",
      plan -> plan,
      cluster -> new DatabaseStop(cluster.postgres())),
  DATABASE_FREEZE(
      "all processes of PostgreSQL hang",
      plan -> plan,
      cluster -> new DatabaseFreeze(cluster.postgres()));

  private final String description;
  private final UnaryOperator<ClusterPlan> needs;
  private final Function<Cluster, Fault> fault;

  FaultMode(String description, UnaryOperator<ClusterPlan> needs, Function<Cluster, Fault> fault) {
    this.description = description;
    this.needs = needs;
    this.fault = fault;
  }

  /** The name on the command line, such as {@code database-stop}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String description() {
    return description;
  }

  /** The plan of a cluster on which the fault can be made. */
  public ClusterPlan prepare(ClusterPlan plan) {
    return needs.apply(plan);
  }

  /** The fault, to be made on a cluster of such a plan. */
  public Fault on(Cluster cluster) {
    return fault.apply(cluster);
  }
}
