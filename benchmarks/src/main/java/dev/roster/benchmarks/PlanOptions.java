package dev.roster.benchmarks;

import dev.roster.benchmarks.measure.Plan;
import dev.roster.benchmarks.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Options about the extent of a measurement. */
final class PlanOptions {
  @Option(
      names = "--cycles",
      paramLabel = "N",
      defaultValue = "5",
      description = "Cycles (default: ${DEFAULT-VALUE}).")
  private int cycles;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Length of each run in a closed loop (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--open-seconds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Length of each run in the open model, 0 for none (default: ${DEFAULT-VALUE}).")
  private double openSeconds;

  @Option(
      names = "--load",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description =
          "Rate of the open model, as a share of the throughput in the closed loop before it "
              + "(default: ${DEFAULT-VALUE}).")
  private double load;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "15",
      description = "Seconds of warm-up for each scenario and subject (default: ${DEFAULT-VALUE}).")
  private double warmUp;

  /** The plan for some scenarios. */
  Plan plan(List<Scenario> scenarios) {
    return new Plan(
        scenarios, cycles, duration(warmUp), duration(seconds), duration(openSeconds), load);
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
