package dev.roster.benchmarks;

import dev.roster.benchmarks.jvm.JvmConnection;
import dev.roster.benchmarks.jvm.StackTree;
import dev.roster.benchmarks.load.LoadClient;
import dev.roster.benchmarks.measure.MeasuredServer;
import dev.roster.benchmarks.report.FlameGraph;
import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.ScenarioRequests;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Records a profile of a server under load. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description =
        "Records a server on a JVM with Java Flight Recorder under each scenario, and draws a flame"
            + " graph of its execution samples.")
final class ProfileCommand implements Callable<Integer> {
  private static final String RECORDING = "benchmark";

  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      required = true,
      paramLabel = "NAME=URL=PID",
      converter = MeasuredServer.Converter.class,
      description = "A running server, with the process of its JVM.")
  private MeasuredServer server;

  @Mixin private ScenarioOptions scenarioOptions;
  @Mixin private RunOptions runOptions;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "Length of each recording (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "10",
      description = "Seconds of load before each recording (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Override
  public Integer call() throws IOException {
    Scenarios scenarios = scenarioOptions.all();
    try (JvmConnection jvm =
        JvmConnection.to(server.pid())
            .orElseThrow(
                () -> new IOException("process " + server.pid() + " lets no profiler in"))) {
      for (Scenario scenario : scenarioOptions.chosen(scenarios)) {
        profile(jvm, scenarios, scenario);
      }
    }
    return 0;
  }

  private void profile(JvmConnection jvm, Scenarios scenarios, Scenario scenario)
      throws IOException {
    InetSocketAddress address = server.address();
    LoadClient client = new LoadClient(address, runOptions.connections());
    ScenarioRequests requests = ScenarioRequests.of(scenarios, scenario, address, "");
    client.closedLoop(requests, Duration.ofSeconds(warmUp));
    Path recording = runOptions.out().resolve(scenario.name() + ".jfr");
    jvm.startRecording(RECORDING);
    client.closedLoop(requests, Duration.ofSeconds(seconds));
    jvm.stopRecording(RECORDING, recording);
    StackTree stacks = StackTree.read(recording);
    Path picture = runOptions.out().resolve(scenario.name() + ".svg");
    String title = server.name() + ", " + scenario.title();
    Files.writeString(picture, FlameGraph.render(stacks, title));
    spec.commandLine().getOut().println(picture + ": " + stacks.samples() + " samples");
    spec.commandLine().getOut().flush();
  }
}
