package dev.roster.benchmarks;

import dev.roster.benchmarks.load.Latencies;
import dev.roster.benchmarks.load.LoadClient;
import dev.roster.benchmarks.load.LoadResult;
import dev.roster.benchmarks.load.RequestSource;
import dev.roster.benchmarks.measure.StartedServer;
import dev.roster.benchmarks.report.MarkdownOverload;
import dev.roster.benchmarks.report.MarkdownOverload.Rate;
import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.ScenarioRequests;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a server, finds its peak, and sends multiples of it in the open model. */
@Command(
    name = "overload",
    mixinStandardHelpOptions = true,
    description =
        "Starts a server, finds its peak in a closed loop, and sends multiples of it at a fixed"
            + " rate: how much it still does, how late, and what becomes of the rest.")
final class OverloadCommand implements Callable<Integer> {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double P99 = 0.99;

  @Spec private CommandSpec spec;

  @Mixin private StartOption startOption;
  @Mixin private ScenarioOptions scenarioOptions;
  @Mixin private RunOptions runOptions;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Length of the closed loop before (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "Length of each measurement (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--multiples",
      split = ",",
      paramLabel = "X",
      defaultValue = "0.5,1,2,3",
      description = "Rates as multiples of the peak (default: ${DEFAULT-VALUE}).")
  private List<Double> multiples = List.of();

  @Option(
      names = "--callers",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Connections in the open model; a request that finds all of them busy is dropped"
              + " (default: ${DEFAULT-VALUE}).")
  private int callers;

  @Override
  public Integer call() throws IOException {
    Scenarios scenarios = scenarioOptions.all();
    Scenario scenario = scenarioOptions.first(scenarios);
    try (StartedServer started =
        startOption.server().start(runOptions.out(), scenarios, scenario)) {
      InetSocketAddress address = started.server().address();
      RequestSource requests = ScenarioRequests.of(scenarios, scenario, address, "");
      LoadClient few = new LoadClient(address, runOptions.connections());
      tell("warming up for %d s".formatted(warmUp));
      few.closedLoop(requests, Duration.ofSeconds(warmUp));
      LoadResult closed = few.closedLoop(requests, Duration.ofSeconds(seconds));
      double peak = closed.requests() / closed.seconds();
      List<Rate> rates = new ArrayList<>();
      for (double multiple : multiples) {
        tell("%.1f times the peak of %.0f requests/s".formatted(multiple, peak));
        LoadResult result =
            new LoadClient(address, callers)
                .droppingOpenModel(requests, multiple * peak, Duration.ofSeconds(seconds));
        rates.add(rate(multiple, multiple * peak, result));
      }
      write(peak, rates, scenario);
    }
    return 0;
  }

  private static Rate rate(double multiple, double sent, LoadResult result) {
    return new Rate(
        multiple,
        sent,
        result.dropped() / result.seconds(),
        result.requests() / result.seconds(),
        p99(result.accepted()),
        result.refused().size() / result.seconds(),
        p99(result.refused()),
        result.errors() - result.refused().size());
  }

  private static double p99(Latencies latencies) {
    return latencies.percentile(P99) / NANOS_PER_MILLI;
  }

  private void tell(String progress) {
    spec.commandLine().getErr().println(progress);
    spec.commandLine().getErr().flush();
  }

  private void write(double peak, List<Rate> rates, Scenario scenario) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>(Facts.of(spec));
    facts.put("scenario", scenario.title());
    String markdown = MarkdownOverload.render(peak, rates, facts);
    Files.writeString(runOptions.out().resolve("overload.md"), markdown);
    Facts.writeJson(
        Map.of("facts", facts, "peak", peak, "rates", rates),
        runOptions.out().resolve("overload.json"));
    PrintWriter console = spec.commandLine().getOut();
    console.println(markdown);
    console.flush();
  }
}
