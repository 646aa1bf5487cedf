package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.AlignmentConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** The result of a mutation run, as data for the alignment report. */
final class MutationReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private MutationReport() {}

  /**
   * Writes the result of a full run.
   *
   * @param update whether it also becomes the committed one
   */
  static void write(
      AlignmentConfig config,
      List<MutantResult> results,
      Expectations expectations,
      long seconds,
      boolean update)
      throws IOException {
    String text = JSON.writeValueAsString(tree(results, expectations, seconds)) + "\n";
    Files.createDirectories(config.results());
    Files.writeString(config.mutationRun(), text);
    if (update) {
      Files.createDirectories(config.lastMutationRun().toAbsolutePath().getParent());
      Files.writeString(config.lastMutationRun(), text);
    }
  }

  /** Puts the results of a partial run about sources into the committed result. */
  static void writePart(
      AlignmentConfig config, List<MutantResult> results, Expectations expectations)
      throws IOException {
    ObjectNode report = (ObjectNode) committed(config);
    put(report, results, expectations);
    Files.writeString(config.lastMutationRun(), JSON.writeValueAsString(report) + "\n");
  }

  /** Replaces the report's results about sources. */
  static void put(ObjectNode report, List<MutantResult> results, Expectations expectations) {
    for (MutantResult result : results) {
      if (result.part().isSource()) {
        forget(report, result.id());
        count(report, result.part().key(), result.seen(), 1);
        ((ArrayNode) report.get("sources")).add(source(result));
        if (!result.killed()) {
          ((ArrayNode) report.get("survivors")).add(survivor(result, expectations));
        }
      }
    }
  }

  private static void forget(ObjectNode report, String id) {
    for (JsonNode source : report.path("sources")) {
      if (source.path("id").asText().equals(id)) {
        count(report, source.path("part").asText(), source.path("seen").asText(), -1);
      }
    }
    for (String list : List.of("sources", "survivors")) {
      report.withArrayProperty(list).removeIf(each -> each.path("id").asText().equals(id));
    }
  }

  private static void count(ObjectNode report, String part, String check, int more) {
    int killed = check.isEmpty() ? 0 : more;
    add(report, "total", more);
    add(report, "killed", killed);
    for (JsonNode each : report.path("parts")) {
      if (each.path("part").asText().equals(part)) {
        add((ObjectNode) each, "total", more);
        add((ObjectNode) each, "killed", killed);
      }
    }
    if (!check.isEmpty()) {
      add(report.withObjectProperty("checks"), check, more);
    }
  }

  private static void add(ObjectNode counts, String name, int more) {
    counts.put(name, counts.path(name).asInt() + more);
  }

  /** The committed result. */
  static JsonNode committed(AlignmentConfig config) throws IOException {
    return JSON.readTree(config.lastMutationRun().toFile());
  }

  static ObjectNode tree(List<MutantResult> results, Expectations expectations, long seconds) {
    List<MutantResult> killed = results.stream().filter(MutantResult::killed).toList();
    ObjectNode report = JSON.createObjectNode();
    report.put("generatedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    report.put("seconds", seconds);
    report.put("total", results.size());
    report.put("killed", killed.size());
    report.set("parts", parts(results));
    ObjectNode checks = report.putObject("checks");
    killed.stream().map(MutantResult::seen).sorted().forEach(check -> add(checks, check, 1));
    ArrayNode survivors = report.putArray("survivors");
    results.stream()
        .filter(result -> !result.killed())
        .forEach(result -> survivors.add(survivor(result, expectations)));
    ArrayNode sources = report.putArray("sources");
    results.stream()
        .filter(result -> result.part().isSource())
        .sorted(Comparator.comparing(MutantResult::id))
        .forEach(result -> sources.add(source(result)));
    return report;
  }

  private static ArrayNode parts(List<MutantResult> results) {
    ArrayNode parts = JSON.createArrayNode();
    for (MutantResult.Part part : MutantResult.Part.values()) {
      List<MutantResult> own = results.stream().filter(each -> each.part() == part).toList();
      parts
          .addObject()
          .put("part", part.key())
          .put("total", own.size())
          .put("killed", own.stream().filter(MutantResult::killed).count());
    }
    return parts;
  }

  private static ObjectNode survivor(MutantResult result, Expectations expectations) {
    return JSON.createObjectNode()
        .put("id", result.id())
        .put("where", result.where())
        .put("change", result.change())
        .put("check", result.expected())
        .put("reason", expectations.reason(result.id()).orElse("not explained"));
  }

  private static ObjectNode source(MutantResult result) {
    return JSON.createObjectNode()
        .put("id", result.id())
        .put("part", result.part().key())
        .put("change", result.change())
        .put("expected", result.expected())
        .put("seen", result.seen())
        .put("test", result.test());
  }
}
