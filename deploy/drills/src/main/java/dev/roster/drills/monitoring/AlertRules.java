package dev.roster.drills.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of rules for Prometheus.
 *
 * @param text as it stands in the file
 * @param names of its alerts
 */
record AlertRules(String text, Set<String> names) {
  private static final Pattern DURATION = Pattern.compile("(for: |\\[)(\\d+)([smhd])(?=\\]|\\s)");
  private static final Map<String, Integer> SECONDS =
      Map.of("s", 1, "m", 60, "h", 3_600, "d", 86_400);
  private static final int MILLIS = 1_000;

  AlertRules {
    names = Set.copyOf(names);
  }

  static AlertRules read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static AlertRules parse(String text) throws IOException {
    Set<String> names = new HashSet<>();
    for (JsonNode group : new YAMLMapper().readTree(text).path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        names.add(rule.path("alert").asText());
      }
    }
    return new AlertRules(text, names);
  }

  /**
   * The same rules in a faster world: all windows of time and all times that an alert must hold are
   * divided. Thresholds stay.
   */
  AlertRules faster(int divisor) {
    String faster =
        DURATION
            .matcher(text)
            .replaceAll(found ->
                Matcher.quoteReplacement(
                    found.group(1) + millis(found.group(2), found.group(3)) / divisor + "ms"));
    return new AlertRules(faster, names);
  }

  private static long millis(String number, String unit) {
    return Long.parseLong(number) * SECONDS.getOrDefault(unit, 0) * MILLIS;
  }
}
