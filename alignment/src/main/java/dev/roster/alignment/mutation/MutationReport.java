package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.mutation.Mutant.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The result of a mutation run, as data for the alignment report. */
final class MutationReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final AlignmentConfig config;
  private final Expectations expectations;

  MutationReport(AlignmentConfig config, Expectations expectations) {
    this.config = config;
    this.expectations = expectations;
  }

  /**
   * Writes the result of a full run.
   *
   * @param update whether it also becomes the committed one
   */
  void write(List<MutantResult> results, long seconds, boolean update) throws IOException {
    ObjectNode report = tree(results, seconds);
    write(config.mutationRun(), report);
    if (update) {
      write(config.lastMutationRun(), report);
    }
  }

  /**
   * Writes the result of a partial run.
   *
   * @param update whether what it found about entries of catalogues is put into the committed one
   */
  void writePart(List<MutantResult> results, long seconds, boolean update) throws IOException {
    write(config.partialMutationRun(), tree(results, seconds));
    if (update) {
      ObjectNode report = (ObjectNode) committed(config);
      put(report, results);
      write(config.lastMutationRun(), report);
    }
  }

  /**
   * Writes the result of a catalogue that somebody else wrote.
   *
   * @param update whether it also becomes the committed one, which keeps the first result on the
   *     same changes: the checks of that time had not been mended for them
   */
  void writeBlind(List<MutantResult> results, long seconds, boolean update) throws IOException {
    ObjectNode report = tree(results, seconds);
    write(config.blindMutationRun(), report);
    if (update) {
      report.set("first", first(report));
      write(config.lastBlindMutationRun(), report);
    }
  }

  private JsonNode first(ObjectNode report) throws IOException {
    if (Files.exists(config.lastBlindMutationRun())) {
      JsonNode before = JSON.readTree(config.lastBlindMutationRun().toFile());
      if (ids(before).equals(ids(report))) {
        return before.path("first");
      }
    }
    ObjectNode first = JSON.createObjectNode();
    for (String each : List.of("generatedAt", "total", "killed")) {
      first.set(each, report.get(each));
    }
    return first;
  }

  private static TreeSet<String> ids(JsonNode report) {
    return report
        .path("entries")
        .valueStream()
        .map(each -> each.path("id").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void write(Path file, ObjectNode report) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, JSON.writeValueAsString(report) + "\n");
  }

  /** The committed result. */
  static JsonNode committed(AlignmentConfig config) throws IOException {
    return JSON.readTree(config.lastMutationRun().toFile());
  }

  /** The result as data; mutants that could not be judged count neither as seen nor as not seen. */
  ObjectNode tree(List<MutantResult> results, long seconds) {
    ObjectNode report = JSON.createObjectNode();
    report.put("generatedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    report.put("seconds", seconds);
    for (String counts : List.of("total", "killed", "broken")) {
      report.put(counts, 0);
    }
    report.putArray("parts");
    report.putObject("checks");
    ArrayNode matrix = report.putArray("matrix");
    rows(results, Mutant::byRule).forEach(matrix::add);
    ArrayNode survivors = report.putArray("survivors");
    results.stream()
        .filter(result -> result.mutant().byRule() && !result.killed() && !result.isBroken())
        .forEach(result -> survivors.add(survivor(result)));
    report.putArray("entries");
    put(report, results);
    return report;
  }

  /** Replaces the report's results about entries of catalogues by newer ones. */
  void put(ObjectNode report, List<MutantResult> results) {
    List<MutantResult> newer =
        results.stream().filter(result -> !result.mutant().byRule()).toList();
    TreeMap<String, JsonNode> entries = new TreeMap<>();
    report.path("entries").forEach(entry -> entries.put(entry.path("id").asText(), entry));
    ArrayNode survivors = report.withArrayProperty("survivors");
    for (MutantResult result : newer) {
      entries.put(result.id(), entry(result));
      survivors.removeIf(each -> each.path("id").asText().equals(result.id()));
      if (!result.killed() && !result.isBroken()) {
        survivors.add(survivor(result));
      }
    }
    ArrayNode all = report.putArray("entries");
    entries.values().forEach(all::add);
    count(report);
  }

  /** Counts anew: rows of rules as they are, those of catalogues by their entries. */
  private static void count(ObjectNode report) {
    Map<String, ObjectNode> rows = new LinkedHashMap<>();
    for (JsonNode row : report.path("matrix")) {
      if (row.path("rule").asBoolean()) {
        rows.put(row.path("kind").asText() + " rule", (ObjectNode) row);
      }
    }
    int broken = 0;
    for (JsonNode entry : report.path("entries")) {
      if (entry.path("broken").isMissingNode()) {
        ObjectNode row =
            rows.computeIfAbsent(
                entry.path("kind").asText(), kind -> row(entry.path("part").asText(), kind, false));
        count(row, texts(entry.path("asked")), texts(entry.path("seen")));
      } else {
        broken++;
      }
    }
    ArrayNode matrix = report.putArray("matrix");
    ObjectNode checks = report.putObject("checks");
    rows.values().stream()
        .sorted(
            Comparator.<ObjectNode>comparingInt(row -> order(row.path("part").asText()))
                .thenComparing(row -> row.path("kind").asText()))
        .forEach(row -> {
          matrix.add(row);
          row.path("seen")
              .properties()
              .forEach(each -> add(checks, each.getKey(), each.getValue().asInt()));
        });
    report.set("parts", parts(matrix));
    report.put("total", sum(matrix, "total"));
    report.put("killed", sum(matrix, "killed"));
    report.put("broken", broken);
  }

  private static int order(String part) {
    return List.of(Part.values()).stream().map(Part::key).toList().indexOf(part);
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private static List<ObjectNode> rows(List<MutantResult> results, Predicate<Mutant> wanted) {
    Map<String, ObjectNode> rows = new LinkedHashMap<>();
    for (MutantResult result : results) {
      Mutant mutant = result.mutant();
      if (wanted.test(mutant) && !result.isBroken()) {
        ObjectNode row =
            rows.computeIfAbsent(
                mutant.kind(), kind -> row(mutant.part().key(), kind, mutant.byRule()));
        count(row, result.asked(), result.seen());
      }
    }
    return List.copyOf(rows.values());
  }

  private static ObjectNode row(String part, String kind, boolean rule) {
    ObjectNode row = JSON.createObjectNode();
    row.put("part", part).put("kind", kind).put("rule", rule).put("total", 0).put("killed", 0);
    row.putObject("asked");
    row.putObject("seen");
    return row;
  }

  private static void count(ObjectNode row, List<String> asked, List<String> seen) {
    add(row, "total", 1);
    add(row, "killed", seen.isEmpty() ? 0 : 1);
    asked.forEach(check -> add((ObjectNode) row.get("asked"), check, 1));
    seen.forEach(check -> add((ObjectNode) row.get("seen"), check, 1));
  }

  private static void add(ObjectNode counts, String name, int more) {
    counts.put(name, counts.path(name).asInt() + more);
  }

  private static int sum(JsonNode rows, String name) {
    return rows.valueStream().mapToInt(row -> row.path(name).asInt()).sum();
  }

  private static ArrayNode parts(ArrayNode matrix) {
    ArrayNode parts = JSON.createArrayNode();
    for (Part part : Part.values()) {
      ArrayNode rows = JSON.createArrayNode();
      matrix
          .valueStream()
          .filter(row -> row.path("part").asText().equals(part.key()))
          .forEach(rows::add);
      parts
          .addObject()
          .put("part", part.key())
          .put("total", sum(rows, "total"))
          .put("killed", sum(rows, "killed"));
    }
    return parts;
  }

  private ObjectNode survivor(MutantResult result) {
    Mutant mutant = result.mutant();
    ObjectNode survivor =
        JSON.createObjectNode()
            .put("id", mutant.id())
            .put("where", mutant.where())
            .put("change", mutant.says())
            .put("check", mutant.expected())
            .put("reason", expectations.reason(mutant.id()).orElse("not explained"));
    if (!mutant.noticed().isEmpty()) {
      survivor.put("noticed", mutant.noticed());
    }
    return survivor;
  }

  private static ObjectNode entry(MutantResult result) {
    Mutant mutant = result.mutant();
    ObjectNode entry =
        JSON.createObjectNode()
            .put("id", mutant.id())
            .put("part", mutant.part().key())
            .put("kind", mutant.kind())
            .put("change", mutant.says())
            .put("expected", mutant.expected());
    ArrayNode asked = entry.putArray("asked");
    result.asked().forEach(asked::add);
    ArrayNode seen = entry.putArray("seen");
    result.seen().forEach(seen::add);
    entry.put("test", result.firstRed().map(MutantResult.Verdict::test).orElse(""));
    if (result.isBroken()) {
      entry.put("broken", result.broken());
    }
    return entry;
  }
}
