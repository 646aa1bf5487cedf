package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.CollectedResults;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** The result of a mutation run, as data for the alignment report. */
public final class MutationReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private MutationReport() {}

  /**
   * Writes the result of a full run.
   *
   * @param update whether it also becomes the committed one
   */
  public static void write(
      AlignmentConfig config,
      List<Verdict> verdicts,
      Expectations expectations,
      long seconds,
      boolean update)
      throws IOException {
    String text = JSON.writeValueAsString(tree(verdicts, expectations, seconds)) + "\n";
    Files.createDirectories(config.results());
    Files.writeString(config.results().resolve(CollectedResults.MUTATIONS), text);
    if (update) {
      Files.createDirectories(config.mutationReport().toAbsolutePath().getParent());
      Files.writeString(config.mutationReport(), text);
    }
  }

  /** Puts the verdicts of a partial run about sources into the committed result. */
  public static void writePart(
      AlignmentConfig config, List<Verdict> verdicts, Expectations expectations)
      throws IOException {
    ObjectNode report = (ObjectNode) committed(config);
    put(report, verdicts, expectations);
    Files.writeString(config.mutationReport(), JSON.writeValueAsString(report) + "\n");
  }

  /** Replaces the report's verdicts about sources. */
  static void put(ObjectNode report, List<Verdict> verdicts, Expectations expectations) {
    for (Verdict verdict : verdicts) {
      if (verdict.part().isSource()) {
        forget(report, verdict.id());
        count(report, verdict.part().key(), verdict.seen(), 1);
        ((ArrayNode) report.get("sources")).add(source(verdict));
        if (!verdict.killed()) {
          ((ArrayNode) report.get("survivors")).add(survivor(verdict, expectations));
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
  public static JsonNode committed(AlignmentConfig config) throws IOException {
    return JSON.readTree(config.mutationReport().toFile());
  }

  static ObjectNode tree(List<Verdict> verdicts, Expectations expectations, long seconds) {
    List<Verdict> killed = verdicts.stream().filter(Verdict::killed).toList();
    ObjectNode report = JSON.createObjectNode();
    report.put("generatedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    report.put("seconds", seconds);
    report.put("total", verdicts.size());
    report.put("killed", killed.size());
    report.set("parts", parts(verdicts));
    ObjectNode checks = report.putObject("checks");
    killed.stream().map(Verdict::seen).sorted().forEach(check -> add(checks, check, 1));
    ArrayNode survivors = report.putArray("survivors");
    verdicts.stream()
        .filter(verdict -> !verdict.killed())
        .forEach(verdict -> survivors.add(survivor(verdict, expectations)));
    ArrayNode sources = report.putArray("sources");
    verdicts.stream()
        .filter(verdict -> verdict.part().isSource())
        .sorted(Comparator.comparing(Verdict::id))
        .forEach(verdict -> sources.add(source(verdict)));
    return report;
  }

  private static ArrayNode parts(List<Verdict> verdicts) {
    ArrayNode parts = JSON.createArrayNode();
    for (Verdict.Part part : Verdict.Part.values()) {
      List<Verdict> own = verdicts.stream().filter(each -> each.part() == part).toList();
      parts
          .addObject()
          .put("part", part.key())
          .put("total", own.size())
          .put("killed", own.stream().filter(Verdict::killed).count());
    }
    return parts;
  }

  private static ObjectNode survivor(Verdict verdict, Expectations expectations) {
    return JSON.createObjectNode()
        .put("id", verdict.id())
        .put("where", verdict.where())
        .put("change", verdict.change())
        .put("check", verdict.expected())
        .put("reason", expectations.reason(verdict.id()).orElse("not explained"));
  }

  private static ObjectNode source(Verdict verdict) {
    return JSON.createObjectNode()
        .put("id", verdict.id())
        .put("part", verdict.part().key())
        .put("change", verdict.change())
        .put("expected", verdict.expected())
        .put("seen", verdict.seen())
        .put("test", verdict.test());
  }
}
