package dev.roster.drills.history;

import dev.roster.drills.cluster.Commands;
import dev.roster.drills.cluster.Replica;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plants faults into the server, one at a time, and counts those that the checker finds.
 *
 * <p>Java replaces bodies of methods in running replicas. Other faults, and those of the operator's
 * command, get replicas of their own, which takes longer.
 */
final class Score {
  private final Path home;
  private final PrintWriter out;
  private final int runs;

  /**
   * @param home the folder of the sources
   * @param runs the most runs for each fault
   */
  Score(Path home, PrintWriter out, int runs) {
    this.home = home;
    this.out = out;
    this.runs = runs;
  }

  /**
   * Plants the faults of these ids, or all of the catalogue.
   *
   * @return whether all were found
   */
  boolean isComplete(List<String> ids) throws Exception {
    List<PlantedFault> faults =
        PlantedFault.all().stream()
            .filter(fault -> ids.isEmpty() || ids.contains(fault.id()))
            .toList();
    Path folder = Files.createTempDirectory("planted");
    int found;
    try {
      List<PlantedFault> left =
          faults.stream()
              .filter(fault -> !fault.canBeSwapped())
              .collect(Collectors.toCollection(ArrayList::new));
      found = swapAll(faults, folder, left);
      for (PlantedFault fault : left) {
        try (PlantedProgram program = PlantedProgram.make(home, fault);
            HistoryCluster cluster = HistoryCluster.start(program.home(), program.jar(), "")) {
          found += isFound(fault, cluster) ? 1 : 0;
        }
      }
    } finally {
      Commands.run("rm", "-rf", folder.toString());
    }
    out.printf("%d of %d planted faults were found%n", found, faults.size());
    return found == faults.size();
  }

  /**
   * Plants what can be replaced in running replicas.
   *
   * @param left gets the faults for which Java refuses that
   */
  private int swapAll(List<PlantedFault> faults, Path folder, List<PlantedFault> left)
      throws Exception {
    List<PlantedFault> swappable = faults.stream().filter(PlantedFault::canBeSwapped).toList();
    if (swappable.isEmpty()) {
      return 0;
    }
    Path app = home.resolve("server/target/app");
    Compilation compilation = new Compilation(app);
    SwappableProgram program = new SwappableProgram(folder);
    int found = 0;
    try (HistoryCluster cluster =
        HistoryCluster.start(home, app.resolve("roster-app.jar"), program.option())) {
      for (PlantedFault fault : swappable) {
        Path planted =
            compilation.compile(folder.resolve(fault.id()), fault.file(), fault.source(home));
        Path right =
            compilation.compile(
                folder.resolve(fault.id() + "-right"), fault.file(), fault.sound(home));
        if (!isSwapped(program, cluster, planted)) {
          left.add(fault);
          continue;
        }
        found += isFound(fault, cluster) ? 1 : 0;
        if (!isSwapped(program, cluster, right)) {
          throw new IllegalStateException(fault.id() + " cannot be taken back");
        }
      }
    }
    return found;
  }

  private static boolean isSwapped(SwappableProgram program, HistoryCluster cluster, Path classes)
      throws IOException {
    for (Replica replica : cluster.replicas()) {
      if (!program.swap(replica, classes)) {
        return false;
      }
    }
    return true;
  }

  private boolean isFound(PlantedFault fault, HistoryCluster cluster) throws Exception {
    Set<Anomaly.Kind> seen = EnumSet.noneOf(Anomaly.Kind.class);
    int made = 0;
    while (made < runs && fault.expect().stream().noneMatch(seen::contains)) {
      made++;
      seen.addAll(
          cluster.run(fault.disturbance(), made).anomalies().stream()
              .map(Anomaly::kind)
              .collect(Collectors.toSet()));
    }
    boolean found = fault.expect().stream().anyMatch(seen::contains);
    out.printf(
        "%s %s (%s): %d runs, saw %s%n",
        found ? "found" : "NOT FOUND", fault.id(), fault.fault(), made, seen);
    out.flush();
    return found;
  }
}
