package dev.roster.drills;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.roster.drills.cluster.DrillException;
import dev.roster.drills.command.Labels;
import dev.roster.drills.command.WorkFolder;
import dev.roster.drills.fault.FaultMode;
import dev.roster.drills.judge.Judge;
import dev.roster.drills.judge.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deploy/drills/faults}. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description = {
      "Makes real faults under traffic against two replicas, and judges what clients saw.",
      "",
      "Needs root and, by mode, PostgreSQL, iproute2, iptables, strace and libfaketime of Debian.",
      "The exit code is 0 if every mode passed, 1 if one failed, 2 if one could not be run."
    })
final class FaultsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODE",
      arity = "1..*",
      completionCandidates = Modes.class,
      description = "One or more of: ${COMPLETION-CANDIDATES}; or all")
  private List<String> modes = List.of();

  @Option(names = "--seed", paramLabel = "N", description = "Repeats the traffic of a drill.")
  private @Nullable Long seed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "12",
      description = "New requests per second, without repetitions (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "15",
      description = "How long a fault is held (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures to a file.")
  private @Nullable Path json;

  @Option(names = "--keep", description = "Keeps data and logs, and says where they are.")
  private boolean keep;

  @Spec private @Nullable CommandSpec spec;

  /** The names of all modes. */
  static final class Modes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Labels.of(FaultMode.class).iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec().commandLine().getOut();
    List<Verdict> verdicts = new ArrayList<>();
    List<FaultMode> broken = new ArrayList<>();
    for (FaultMode mode : Labels.chosen(FaultMode.class, modes, "mode", spec())) {
      try {
        Verdict verdict = run(mode);
        verdicts.add(verdict);
        out.print(Figures.of(verdict));
        out.flush();
      } catch (DrillException impossible) {
        say(mode, "could not be run: " + impossible.getMessage());
        broken.add(mode);
      }
    }
    out.print(Figures.table(verdicts));
    out.flush();
    if (json != null) {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(json.toFile(), verdicts);
    }
    if (!broken.isEmpty()) {
      return CommandLine.ExitCode.USAGE;
    }
    return verdicts.stream().allMatch(Verdict::passed) ? 0 : 1;
  }

  private Verdict run(FaultMode mode) throws IOException {
    long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
    Drill drill =
        new Drill(mode, chosen, rate, Duration.ofSeconds(seconds), step -> say(mode, step));
    try (WorkFolder folder = WorkFolder.make("roster-drill-", keep, step -> say(mode, step))) {
      Path home = Path.of(System.getProperty("roster.home", "."));
      return Judge.judge(drill.run(Drill.plan(home, folder.path())));
    }
  }

  private void say(FaultMode mode, String step) {
    PrintWriter err = spec().commandLine().getErr();
    err.println(mode.label() + ": " + step);
    err.flush();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
