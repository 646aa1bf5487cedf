package dev.roster.drills.fault;

import dev.roster.drills.cluster.Cluster;
import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.command.Labels;
import dev.roster.drills.judge.Effect;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The faults that a drill can make, by name. */
public enum FaultMode {
  DATABASE_STOP(
      "PostgreSQL crashes and is started again",
      Effect.UNAVAILABLE,
      plan -> plan,
      cluster -> new DatabaseStop(cluster.postgres())),
  DATABASE_FREEZE(
      "all processes of PostgreSQL hang",
      Effect.UNAVAILABLE,
      plan -> plan,
      cluster -> new DatabaseFreeze(cluster.postgres())),
  DATABASE_PARTITION(
      "every packet to and from PostgreSQL is lost",
      Effect.UNAVAILABLE,
      ClusterPlan::withNamespace,
      cluster -> new DatabasePartition(cluster.postgres())),
  DATABASE_READ_ONLY(
      "the primary dies, its standby is read-only until it is promoted",
      Effect.UNAVAILABLE,
      plan -> plan,
      DatabaseReadOnly::new),
  CONNECTIONS_EXHAUSTED(
      "others take all connections of PostgreSQL",
      Effect.UNAVAILABLE,
      plan ->
          plan.withSetting("max_connections", Integer.toString(ConnectionsExhausted.CONNECTIONS)),
      cluster -> new ConnectionsExhausted(cluster.postgres())),
  DATABASE_SLOW(
      "every packet to and from PostgreSQL is 250 ms late",
      Effect.UNAVAILABLE,
      ClusterPlan::withRelay,
      cluster -> new DatabaseSlow(cluster.relay().orElseThrow())),
  DISK_FULL(
      "the disk of PostgreSQL is full",
      Effect.UNAVAILABLE,
      plan ->
          plan.withDisk(DiskFull.MEGABYTES)
              .withSetting("min_wal_size", "32MB")
              .withSetting("max_wal_size", "48MB"),
      cluster -> new DiskFull(cluster.postgres())),
  FSYNC_FAILING(
      "every fsync of PostgreSQL is an I/O error",
      Effect.UNAVAILABLE,
      plan -> plan,
      cluster -> new FsyncFailing(cluster.postgres(), cluster.plan().folder())),
  REPLICA_KILL(
      "a replica is killed between commit and response",
      Effect.REPLICA_GONE,
      plan -> plan,
      ReplicaKill::new),
  SMTP_AWAY("the mail server refuses connections", Effect.NONE, SmtpAway::prepare, SmtpAway::new),
  CLOCK_JUMP(
      "the clock of the replicas jumps two hours and back",
      Effect.NONE,
      ClockJump::prepare,
      ClockJump::new),
  KEYS_AWAY(
      "the keys of a trusted issuer cannot be fetched",
      Effect.NONE,
      KeysAway::prepare,
      KeysAway::new);

  private final String description;
  private final Effect effect;
  private final UnaryOperator<ClusterPlan> needs;
  private final Function<Cluster, Fault> fault;

  FaultMode(
      String description,
      Effect effect,
      UnaryOperator<ClusterPlan> needs,
      Function<Cluster, Fault> fault) {
    this.description = description;
    this.effect = effect;
    this.needs = needs;
    this.fault = fault;
  }

  /** The name on the command line, such as {@code database-stop}. */
  public String label() {
    return Labels.of(this);
  }

  public String description() {
    return description;
  }

  /** The effect that the fault may have on calls. */
  public Effect effect() {
    return effect;
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
