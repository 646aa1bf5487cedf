package dev.roster.benchmarks;

import dev.roster.benchmarks.load.LoadClient;
import dev.roster.benchmarks.measure.StartedServer;
import dev.roster.benchmarks.measure.WarmUp;
import dev.roster.benchmarks.process.ProcessTree;
import dev.roster.benchmarks.report.CurveChart;
import dev.roster.benchmarks.report.MarkdownCurve;
import dev.roster.benchmarks.report.WarmUpCurve;
import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.ScenarioRequests;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a server and measures each second after its first request. */
@Command(
    name = "warmup",
    mixinStandardHelpOptions = true,
    description =
        "Starts a server, and measures each second from its first request on: throughput, processor"
            + " time, and the part of it that compilers use.")
final class WarmUpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DatabaseOption databaseOption;
  @Mixin private StartOption startOption;
  @Mixin private ScenarioOptions scenarioOptions;
  @Mixin private RunOptions runOptions;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "120",
      description = "Length of the run (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException, SQLException {
    Scenarios scenarios = scenarioOptions.all();
    Scenario scenario = scenarioOptions.first(scenarios);
    try (StartedServer started =
        startOption.server().start(runOptions.out(), scenarios, scenario)) {
      ProcessTree server =
          new ProcessTree(started.server().pid()).without(databaseOption.postmaster());
      OptionalLong idle = server.pssKilobytes();
      InetSocketAddress address = started.server().address();
      WarmUpCurve curve =
          new WarmUp(server, postgres())
              .run(
                  new LoadClient(address, runOptions.connections()),
                  ScenarioRequests.of(scenarios, scenario, address, ""),
                  seconds);
      write(curve, started.start(), idle, server.pssKilobytes(), scenario);
    }
    return 0;
  }

  private Optional<ProcessTree> postgres() throws SQLException {
    OptionalLong pid = databaseOption.postmaster();
    return pid.isPresent() ? Optional.of(new ProcessTree(pid.getAsLong())) : Optional.empty();
  }

  private void write(
      WarmUpCurve curve,
      StartedServer.Start start,
      OptionalLong idle,
      OptionalLong loaded,
      Scenario scenario)
      throws IOException {
    Map<String, String> facts = new LinkedHashMap<>(Facts.of(spec));
    facts.put(
        "first response after",
        "%.2f s, %.2f s of processor time".formatted(start.wallSeconds(), start.cpuSeconds()));
    facts.put(
        "PSS", "%d MB idle, %d MB after the run".formatted(megabytes(idle), megabytes(loaded)));
    String markdown = MarkdownCurve.render(curve, facts);
    Files.writeString(runOptions.out().resolve("warmup.md"), markdown);
    String title = "Warm-up of " + startOption.server().name() + ", " + scenario.title();
    Files.writeString(runOptions.out().resolve("warmup.svg"), CurveChart.render(curve, title));
    Facts.writeJson(
        Map.of("facts", facts, "curve", curve), runOptions.out().resolve("warmup.json"));
    PrintWriter console = spec.commandLine().getOut();
    console.println(markdown);
    console.flush();
  }

  private static long megabytes(OptionalLong kilobytes) {
    return kilobytes.orElse(0) / 1024;
  }
}
