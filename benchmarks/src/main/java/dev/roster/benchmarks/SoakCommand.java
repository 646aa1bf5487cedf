package dev.roster.benchmarks;

import dev.roster.benchmarks.load.LoadClient;
import dev.roster.benchmarks.measure.Soak;
import dev.roster.benchmarks.measure.StartedServer;
import dev.roster.benchmarks.process.ProcessTree;
import dev.roster.benchmarks.report.MarkdownSoak;
import dev.roster.benchmarks.report.SoakChart;
import dev.roster.benchmarks.report.SoakCurve;
import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.ScenarioRequests;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a server, and looks for what grows under the same load. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description =
        "Starts a server and sends it requests at a fixed rate for a long time: whether its heap,"
            + " threads, files, connections or metric series grow. Exits with 1 if something does.")
final class SoakCommand implements Callable<Integer> {
  private static final int READINGS = 30;

  @Spec private CommandSpec spec;

  @Option(
      names = "--metrics",
      required = true,
      paramLabel = "URL",
      description = "The page of the server's metrics, in the text format of Prometheus.")
  private URI metrics = URI.create("");

  @Mixin private StartOption startOption;
  @Mixin private ScenarioOptions scenarioOptions;
  @Mixin private RunOptions runOptions;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Requests per second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "1800",
      description = "Length of the run (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException {
    Scenarios scenarios = scenarioOptions.all();
    Scenario scenario = scenarioOptions.first(scenarios);
    try (StartedServer started =
        startOption.server().start(runOptions.out(), scenarios, scenario)) {
      InetSocketAddress address = started.server().address();
      Duration duration = Duration.ofSeconds(seconds);
      SoakCurve curve =
          new Soak(
                  new ProcessTree(started.server().pid()),
                  metrics,
                  duration.dividedBy(READINGS + 1))
              .run(
                  new LoadClient(address, runOptions.connections()),
                  ScenarioRequests.of(scenarios, scenario, address, ""),
                  rate,
                  duration,
                  this::tell);
      write(curve, scenario);
      return curve.isFailed() ? 1 : 0;
    }
  }

  private void tell(SoakCurve.Sample sample) {
    PrintWriter progress = spec.commandLine().getErr();
    progress.printf(
        "minute %.1f: heap %.1f MB, PSS %.0f MB, %d threads, %d files, %.0f connections, %.0f"
            + " series%n",
        sample.minute(),
        sample.heapMegabytes(),
        sample.pssMegabytes(),
        sample.threads(),
        sample.files(),
        sample.connections(),
        sample.series());
    progress.flush();
  }

  private void write(SoakCurve curve, Scenario scenario) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>(Facts.of(spec));
    facts.put("scenario", scenario.title());
    String markdown = MarkdownSoak.render(curve, facts);
    Files.writeString(runOptions.out().resolve("soak.md"), markdown);
    String title =
        "%s, %.0f requests/s for %d s".formatted(startOption.server().name(), rate, seconds);
    Files.writeString(runOptions.out().resolve("soak.svg"), SoakChart.render(curve, title));
    Facts.writeJson(Map.of("facts", facts, "curve", curve), runOptions.out().resolve("soak.json"));
    PrintWriter console = spec.commandLine().getOut();
    console.println(markdown);
    console.flush();
  }
}
