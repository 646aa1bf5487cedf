package dev.roster.drills.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster to start.
 *
 * @param home the folder of the sources, with the command {@code roster}
 * @param folder takes data and logs; it exists and is empty
 * @param isolated whether PostgreSQL gets a network of its own, which needs root
 * @param relayed whether the replicas reach PostgreSQL through {@link Cluster#relay}
 * @param diskMegabytes the size of the disk of PostgreSQL, in memory, which needs root; 0 for the
 *     disk of the folder
 * @param settings of PostgreSQL
 * @param options of {@code roster serve}, beside those for ports and database
 * @param environment of the replicas, beside that of this process
 */
public record ClusterPlan(
    Path home,
    Path folder,
    int replicas,
    boolean isolated,
    boolean relayed,
    int diskMegabytes,
    Map<String, String> settings,
    List<String> options,
    Map<String, String> environment) {

  public ClusterPlan {
    settings = Map.copyOf(settings);
    options = List.copyOf(options);
    environment = Map.copyOf(environment);
  }

  /** Replicas with demo data and without limits of rates, on the loopback address. */
  public static ClusterPlan of(Path home, Path folder, int replicas) {
    List<String> options =
        List.of(
            "--demo",
            "--coolset-rate-limit",
            "1000000000",
            "--compleat-rate-limit",
            "1000000000",
            // high and not off, so that they count
            "--invitation-quota-inviter",
            "1000000",
            "--invitation-quota-company",
            "1000000",
            "--invitation-quota-target",
            "1000000",
            "--invitation-quota-total",
            "1000000");
    return new ClusterPlan(home, folder, replicas, false, false, 0, Map.of(), options, Map.of());
  }

  /** The same with PostgreSQL in a network of its own. */
  public ClusterPlan withNamespace() {
    return new ClusterPlan(
        home, folder, replicas, true, relayed, diskMegabytes, settings, options, environment);
  }

  /** The same with a relay between the replicas and PostgreSQL. */
  public ClusterPlan withRelay() {
    return new ClusterPlan(
        home, folder, replicas, isolated, true, diskMegabytes, settings, options, environment);
  }

  /** The same with a small disk for PostgreSQL. */
  public ClusterPlan withDisk(int megabytes) {
    return new ClusterPlan(
        home, folder, replicas, isolated, relayed, megabytes, settings, options, environment);
  }

  /** The value of an option of {@code roster serve}. */
  public String option(String name) {
    return options.get(options.indexOf(name) + 1);
  }

  /** The same with one more setting of PostgreSQL. */
  public ClusterPlan withSetting(String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return new ClusterPlan(
        home, folder, replicas, isolated, relayed, diskMegabytes, more, options, environment);
  }

  /** The same with more options of {@code roster serve}. */
  public ClusterPlan withOptions(String... added) {
    List<String> more = new ArrayList<>(options);
    more.addAll(List.of(added));
    return new ClusterPlan(
        home, folder, replicas, isolated, relayed, diskMegabytes, settings, more, environment);
  }

  /** The same with one more variable. */
  public ClusterPlan withVariable(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new ClusterPlan(
        home, folder, replicas, isolated, relayed, diskMegabytes, settings, options, more);
  }
}
