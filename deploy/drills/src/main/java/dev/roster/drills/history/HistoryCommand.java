package dev.roster.drills.history;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code deploy/drills/history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Runs colliding clients against two replicas while a fault acts, and checks what they saw.",
      "The exit code is 0 if every run counts and has no anomaly."
    })
public final class HistoryCommand implements Callable<Integer> {
  @Option(names = "--home", hidden = true, description = "Folder of the sources.")
  private Path home = Path.of(System.getProperty("roster.home", ".")).toAbsolutePath();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs for each fault (default: ${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of the first run; each next one has the next (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--fault",
      split = ",",
      paramLabel = "NAME",
      description =
          "Faults, of: none, client-cut, connection-cut, database-stop, database-freeze, "
              + "replica-kill, smtp-away (default: all).")
  private @Nullable List<String> faults;

  @Option(
      names = "--keep",
      paramLabel = "FOLDER",
      description =
          "Folder for histories; those with anomalies are always kept "
              + "(default: ${DEFAULT-VALUE}).")
  private Path kept = Path.of("deploy/target/histories");

  @Option(names = "--keep-all", description = "Keep every history.")
  private boolean keepAll;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Check a kept history again, without a server.")
  private @Nullable Path replayed;

  @Option(
      names = "--planted",
      arity = "0..*",
      paramLabel = "ID",
      description = "Score the checker by planted faults of the server: all, or these.")
  private @Nullable List<String> planted;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (replayed != null) {
      return check(replayed);
    }
    if (planted != null) {
      return new Score(home, out(), runs).isComplete(planted) ? 0 : 1;
    }
    return runAll() ? 0 : 1;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private int check(Path file) throws IOException {
    History history = HistoryFile.read(file);
    List<Anomaly> anomalies = Checker.check(history);
    anomalies.forEach(out()::println);
    out().printf("%d calls, %d anomalies%n", history.calls().size(), anomalies.size());
    return anomalies.isEmpty() ? 0 : 1;
  }

  private List<Disturbance> disturbances() {
    return faults == null
        ? List.of(Disturbance.values())
        : faults.stream().map(this::disturbance).toList();
  }

  private Disturbance disturbance(String label) {
    return Stream.of(Disturbance.values())
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(), "There is no fault '" + label + "'; --help lists them."));
  }

  private boolean runAll() throws Exception {
    boolean clean = true;
    for (Disturbance disturbance : disturbances()) {
      Tally tally = new Tally();
      int together = disturbance.canFollowItself() ? runs : 1;
      for (int i = 0; i < runs; i += together) {
        runTogether(disturbance, i, together, tally);
      }
      out().println(disturbance.label() + ": " + tally);
      out().flush();
      clean &= tally.isClean();
    }
    return clean;
  }

  /** Makes runs on one cluster. */
  private void runTogether(Disturbance disturbance, int first, int number, Tally tally)
      throws Exception {
    try (HistoryCluster cluster =
        HistoryCluster.start(home, home.resolve("server/target/app/roster-app.jar"), "")) {
      for (int i = first; i < first + number; i++) {
        Run.Result result = cluster.run(disturbance, seed + i);
        tally.add(result);
        report(disturbance, seed + i, result);
      }
    }
  }

  private void report(Disturbance disturbance, long number, Run.Result result) throws IOException {
    if (keepAll || !result.anomalies().isEmpty()) {
      Path file = kept.resolve("%s-%d.jsonl".formatted(disturbance.label(), number));
      HistoryFile.write(file, result.history());
      if (!result.anomalies().isEmpty()) {
        out().printf("%s seed %d, kept as %s:%n", disturbance.label(), number, file);
        result.anomalies().forEach(anomaly -> out().println("  " + anomaly));
      }
    }
    if (!result.counts()) {
      out()
          .printf(
              "%s seed %d does not count: hit %s (%s), missing %s%n",
              disturbance.label(), number, result.hit(), result.evidence(), result.missing());
    }
    out().flush();
  }

  /** The sum of the runs of one fault. */
  private static final class Tally {
    private int runs;
    private int counted;
    private int calls;
    private int unknown;
    private long collisions;
    private int anomalies;

    void add(Run.Result result) {
      runs++;
      counted += result.counts() ? 1 : 0;
      calls += result.history().calls().size();
      unknown +=
          (int)
              result.history().calls().stream().filter(c -> c.outcome() == Outcome.UNKNOWN).count();
      collisions += result.collisions();
      anomalies += result.anomalies().size();
    }

    boolean isClean() {
      return anomalies == 0 && counted == runs;
    }

    @Override
    public String toString() {
      return "%d of %d runs count, %d calls, %d of unknown outcome, %d collided, %d anomalies"
          .formatted(counted, runs, calls, unknown, collisions, anomalies);
    }
  }
}
