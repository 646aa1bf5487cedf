package dev.roster.benchmarks.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A file of scenarios.
 *
 * @param variables values that are the same in each request
 * @param sequences values that are others in each request
 */
public record Scenarios(
    @JsonProperty(required = true) Map<String, String> variables,
    @JsonProperty(required = true) Map<String, Sequence> sequences,
    @JsonProperty(required = true) List<Scenario> scenarios) {
  private static final YAMLMapper YAML = new YAMLMapper();

  /** The scenarios of this module. */
  public static Scenarios ownScenarios() {
    try (InputStream file =
        Objects.requireNonNull(
            Scenarios.class.getResourceAsStream("/dev/roster/benchmarks/scenarios.yaml"))) {
      return YAML.readValue(file, Scenarios.class);
    } catch (IOException broken) {
      throw new IllegalStateException("scenarios.yaml cannot be read", broken);
    }
  }

  /** The scenarios of a file. */
  public static Scenarios read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return YAML.readValue(in, Scenarios.class);
    }
  }

  /** The same scenarios with other values of variables. */
  public Scenarios with(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(values);
    return new Scenarios(Map.copyOf(all), sequences, scenarios);
  }

  /** The scenario with this name. */
  public Scenario named(String name) {
    return scenarios.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no scenario '"
                    + name
                    + "'; there are "
                    + scenarios.stream().map(Scenario::name).toList()));
  }

  /** The texts of a template, with its variables replaced and its sequences counting. */
  public Template template(String text) {
    return Template.of(text, variables, sequences);
  }
}
