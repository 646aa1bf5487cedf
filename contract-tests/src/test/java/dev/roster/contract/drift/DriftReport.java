package dev.roster.contract.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** What a drift run found, as data for the alignment report. */
final class DriftReport {
  /** The last full result, in the repository. */
  static final Path COMMITTED = Path.of("drift", "drift.json");

  private static final Path WRITTEN = Path.of("target", "alignment", "drift.json");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private DriftReport() {}

  /** Writes the result of a full run; into the repository only if that is asked for. */
  static void write(List<Verdict> verdicts, Expectations expectations, long seconds)
      throws IOException {
    String text = JSON.writeValueAsString(tree(verdicts, expectations, seconds)) + "\n";
    Files.createDirectories(WRITTEN.getParent());
    Files.writeString(WRITTEN, text);
    if (isWanted()) {
      Files.createDirectories(COMMITTED.getParent());
      Files.writeString(COMMITTED, text);
    }
  }

  /** Whether the result of the repository is to be brought up to date. */
  static boolean isWanted() {
    return Boolean.getBoolean("drift.update");
  }

  /** Puts what a run of a part found about sources into the result of the repository. */
  static void writePart(List<Verdict> verdicts, Expectations expectations) throws IOException {
    ObjectNode report = (ObjectNode) committed();
    put(report, verdicts, expectations);
    Files.writeString(COMMITTED, JSON.writeValueAsString(report) + "\n");
  }

  /** Lets these verdicts about sources stand in place of those that the report has. */
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

  private static void count(ObjectNode report, String part, String leg, int more) {
    int killed = leg.isEmpty() ? 0 : more;
    add(report, "total", more);
    add(report, "killed", killed);
    for (JsonNode each : report.path("parts")) {
      if (each.path("part").asText().equals(part)) {
        add((ObjectNode) each, "total", more);
        add((ObjectNode) each, "killed", killed);
      }
    }
    if (!leg.isEmpty()) {
      add(report.withObjectProperty("legs"), leg, more);
    }
  }

  private static void add(ObjectNode counts, String name, int more) {
    counts.put(name, counts.path(name).asInt() + more);
  }

  static JsonNode committed() throws IOException {
    return JSON.readTree(COMMITTED.toFile());
  }

  static ObjectNode tree(List<Verdict> verdicts, Expectations expectations, long seconds) {
    List<Verdict> killed = verdicts.stream().filter(Verdict::killed).toList();
    ObjectNode report = JSON.createObjectNode();
    report.put("generatedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    report.put("seconds", seconds);
    report.put("total", verdicts.size());
    report.put("killed", killed.size());
    report.set("parts", parts(verdicts));
    ObjectNode legs = report.putObject("legs");
    killed.stream().map(Verdict::seen).sorted().forEach(leg -> add(legs, leg, 1));
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
        .put("leg", verdict.expected())
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
