package dev.roster.benchmarks;

import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that choose scenarios. */
final class ScenarioOptions {
  @Option(
      names = "--scenario",
      split = ",",
      paramLabel = "NAME",
      description = "Scenarios, with commas (default: all).")
  private List<String> names = List.of();

  @Option(
      names = "--scenarios",
      paramLabel = "FILE",
      description = "A file of scenarios in place of those of this module.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "The value of a variable of the scenarios; may be repeated.")
  private Map<String, String> values = Map.of();

  /** All scenarios, with the values of their variables. */
  Scenarios all() throws IOException {
    return (file == null ? Scenarios.ownScenarios() : Scenarios.read(file)).with(values);
  }

  /** The scenarios that were chosen. */
  List<Scenario> chosen(Scenarios all) {
    return names.isEmpty() ? all.scenarios() : names.stream().map(all::named).toList();
  }

  /** The first that was chosen, or the first of all. */
  Scenario first(Scenarios all) {
    return chosen(all).getFirst();
  }
}
