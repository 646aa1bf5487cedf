package dev.roster.drills.monitoring;

import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.cluster.DrillException;
import dev.roster.drills.command.Labels;
import dev.roster.drills.command.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deploy/drills/alerts}. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = {
      "Fires each alert of deploy/monitoring/alerts.yaml by a real fault, in a real Prometheus.",
      "",
      "Two replicas, a PostgreSQL and traffic; every drill begins with a time without its fault, in"
          + " which no alert may fire. Then exactly the alerts of the fault must. Times within the"
          + " rules (for, [5m]) are divided, so that a drill takes a minute or two; thresholds"
          + " stay.",
      "",
      "Needs root, and PostgreSQL, prometheus, openssl and libfaketime of Debian. The exit code is"
          + " 0 if every drill passed, 1 if one failed or an alert has none, 2 if one could not be"
          + " run."
    })
public final class AlertsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DRILL",
      arity = "1..*",
      completionCandidates = Drills.class,
      description = "One or more of: ${COMPLETION-CANDIDATES}; or all")
  private List<String> drills = List.of();

  @Option(
      names = "--faster",
      paramLabel = "N",
      defaultValue = "15",
      description = "Divisor of the times within the rules (default: ${DEFAULT-VALUE}).")
  private int divisor;

  @Option(
      names = "--quiet",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "The time without a fault (default: ${DEFAULT-VALUE}).")
  private int quiet;

  @Option(names = "--keep", description = "Keeps data and logs, and says where they are.")
  private boolean keep;

  @Spec private @Nullable CommandSpec spec;

  /** The names of all drills. */
  static final class Drills implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Labels.of(AlertDrill.class).iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    Path home = Path.of(System.getProperty("roster.home", "."));
    AlertRules rules = AlertRules.read(home.resolve("deploy/monitoring/alerts.yaml"));
    List<AlertRun.Result> results = new ArrayList<>();
    boolean broken = false;
    for (AlertDrill drill : Labels.chosen(AlertDrill.class, drills, "drill", spec())) {
      try {
        AlertRun.Result result = run(drill, home, rules.faster(divisor));
        results.add(result);
        say(drill, row(result));
      } catch (DrillException impossible) {
        say(drill, "could not be run: " + impossible.getMessage());
        broken = true;
      }
    }
    Set<String> without = new TreeSet<>(rules.names());
    without.removeAll(AlertDrill.covered());
    print(results, without);
    if (broken) {
      return CommandLine.ExitCode.USAGE;
    }
    boolean passed = results.stream().allMatch(AlertRun.Result::passed);
    return passed && without.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private AlertRun.Result run(AlertDrill drill, Path home, AlertRules rules) throws IOException {
    AlertRun run = new AlertRun(drill, rules, Duration.ofSeconds(quiet), step -> say(drill, step));
    try (WorkFolder folder = WorkFolder.make("roster-alerts-", keep, step -> say(drill, step))) {
      return run.run(ClusterPlan.of(home, folder.path(), 2));
    }
  }

  private void print(List<AlertRun.Result> results, Set<String> without) {
    PrintWriter out = spec().commandLine().getOut();
    out.println("| drill | fault | fired after the fault | without the fault | result |");
    out.println("| --- | --- | --- | --- | --- |");
    results.forEach(result -> out.println(row(result)));
    without.forEach(alert -> out.println(alert + " has no drill"));
    out.flush();
  }

  private static String row(AlertRun.Result result) {
    Set<String> missing = new TreeSet<>(result.drill().fires());
    missing.removeAll(result.seconds().keySet());
    String fired =
        result.seconds().entrySet().stream()
            .map(each -> "`%s` %.0f s".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %s%s | %s | %s |",
        result.drill().label(),
        result.drill().description(),
        fired.isEmpty() ? "none" : fired,
        missing.isEmpty() ? "" : "; missing: " + missing,
        result.early().isEmpty() ? "none" : result.early().keySet(),
        result.passed() ? "PASS" : "FAIL");
  }

  private void say(AlertDrill drill, String step) {
    PrintWriter err = spec().commandLine().getErr();
    err.println(drill.label() + ": " + step);
    err.flush();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
