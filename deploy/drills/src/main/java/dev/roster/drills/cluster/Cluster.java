package dev.roster.drills.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL and the replicas of Roster that use it. */
public final class Cluster implements AutoCloseable {
  private static final Duration LONGEST_BUILD = Duration.ofMinutes(15);

  private final ClusterPlan plan;
  private final @Nullable NetworkNamespace namespace;
  private final @Nullable Relay relay;
  private final List<Replica> replicas;
  private PostgresServer postgres;

  private Cluster(
      ClusterPlan plan,
      @Nullable NetworkNamespace namespace,
      PostgresServer postgres,
      @Nullable Relay relay,
      List<Replica> replicas) {
    this.plan = plan;
    this.namespace = namespace;
    this.postgres = postgres;
    this.relay = relay;
    this.replicas = List.copyOf(replicas);
  }

  /** Starts all processes and returns when every replica is ready. */
  public static Cluster start(ClusterPlan plan) {
    // builds Roster if its sources changed, once and not in every replica
    Commands.run(LONGEST_BUILD, List.of(plan.home().resolve("roster").toString(), "--version"));
    NetworkNamespace namespace = plan.isolated() ? NetworkNamespace.create() : null;
    PostgresServer postgres = null;
    Cluster cluster;
    try {
      Path data = subfolder(plan.folder(), "data");
      if (plan.diskMegabytes() > 0) {
        mount(data, plan.diskMegabytes());
      }
      int port = FreePorts.find(1).getFirst();
      postgres = PostgresServer.create(data, namespace, port, plan.settings());
      Relay relay = plan.relayed() ? Relay.to(postgres.host(), port) : null;
      String address = relay == null ? postgres.host() + ":" + port : "127.0.0.1:" + relay.port();
      cluster = new Cluster(plan, namespace, postgres, relay, replicas(plan, address));
    } catch (RuntimeException failure) {
      if (postgres != null) {
        postgres.close();
      }
      if (namespace != null) {
        namespace.close();
      }
      throw failure;
    }
    try {
      // one after the other: the first one migrates and loads the demo data
      for (Replica replica : cluster.replicas) {
        replica.start();
        replica.awaitReady();
      }
      return cluster;
    } catch (RuntimeException failure) {
      cluster.close();
      throw failure;
    }
  }

  private static List<Replica> replicas(ClusterPlan plan, String address) {
    List<Integer> ports = FreePorts.find(2 * plan.replicas());
    List<Replica> replicas = new ArrayList<>();
    for (int i = 0; i < plan.replicas(); i++) {
      String url = "postgresql://roster@" + address + "/roster?ApplicationName=" + sessionName(i);
      List<String> command = new ArrayList<>();
      command.add(plan.home().resolve("roster").toString());
      command.addAll(List.of("serve", "--database-url", url));
      command.addAll(plan.options());
      List<Integer> own = ports.subList(2 * i, 2 * i + 2);
      replicas.add(new Replica(i, own, command, plan.environment(), plan.folder()));
    }
    return replicas;
  }

  /** The name of the sessions of a replica in {@code pg_stat_activity}. */
  public static String sessionName(int replica) {
    return "roster-" + replica;
  }

  private static void mount(Path folder, int megabytes) {
    Commands.run(
        "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "drill", folder.toString());
  }

  /** Makes a folder that PostgreSQL's user can reach. */
  private static Path subfolder(Path folder, String name) {
    try {
      Commands.run("chmod", "711", folder.toString());
      return Files.createDirectory(folder.resolve(name));
    } catch (IOException failure) {
      throw new DrillException(folder + " cannot be written to", failure);
    }
  }

  public ClusterPlan plan() {
    return plan;
  }

  /** The database that the replicas use. */
  public PostgresServer postgres() {
    return postgres;
  }

  /** Names the server that took the place of the database. */
  public void failedOverTo(PostgresServer other) {
    postgres = other;
  }

  public List<Replica> replicas() {
    return replicas;
  }

  /** The relay between the replicas and PostgreSQL, where the plan wants one. */
  public Optional<Relay> relay() {
    return Optional.ofNullable(relay);
  }

  /** An empty folder for more data of PostgreSQL. */
  public Path folder(String name) {
    return subfolder(plan.folder(), name);
  }

  /** Ends all processes. The folder of the plan stays. */
  @Override
  public void close() {
    replicas.forEach(Replica::close);
    if (relay != null) {
      relay.close();
    }
    postgres.close();
    if (namespace != null) {
      namespace.close();
    }
    if (plan.diskMegabytes() > 0) {
      Commands.run("umount", "--lazy", plan.folder().resolve("data").toString());
    }
  }
}
