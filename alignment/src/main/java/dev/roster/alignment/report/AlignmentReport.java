package dev.roster.alignment.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.pact.Coverage;
import dev.roster.alignment.pact.Coverage.Item;
import dev.roster.alignment.pact.Coverage.ItemState;
import dev.roster.alignment.pact.PactInDocument;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report as the tree of {@code alignment.json}. */
public final class AlignmentReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AlignmentConfig config;
  private final List<OpenApiDocument> documents;
  private final List<JsonNode> handedIn;

  /** A report of these results on the documents and pacts of a project. */
  AlignmentReport(AlignmentConfig config, List<JsonNode> handedIn) {
    this.config = config;
    this.documents = config.currentDocuments();
    this.handedIn = handedIn;
  }

  /**
   * Writes the report of this build, {@code alignment.json} and {@code index.html}, and returns it.
   */
  public static JsonNode write(AlignmentConfig config, Instant now) throws IOException {
    AlignmentReport report = new AlignmentReport(config, CollectedResults.ofThisBuild(config));
    JsonNode tree =
        report.tree(
            now, CollectedResults.blindMutations(config), CollectedResults.mutations(config));
    Files.createDirectories(config.results());
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(config.results().resolve("alignment.json").toFile(), tree);
    Files.writeString(
        config.results().resolve("index.html"), new ReportPage(tree, report.documents).html());
    return tree;
  }

  /**
   * The tree of the report.
   *
   * @param blind the result of a mutation run with changes that somebody else invented
   * @param mutations the result of one with the project's own
   */
  ObjectNode tree(Instant now, Optional<JsonNode> blind, Optional<JsonNode> mutations) {
    ObjectNode report = JSON.createObjectNode();
    report.put("project", config.project());
    report.put("generatedAt", now.toString());
    report.put("verdict", verdict());
    report.set("blind", blind.orElse(null));
    ArrayNode checks = report.putArray("checks");
    for (Check check : Check.values()) {
      checks.add(check(check));
    }
    ArrayNode rows = report.putArray("operations");
    ArrayNode coverages = report.putArray("coverage");
    for (OpenApiDocument document : documents) {
      document.operations().forEach(operation -> rows.add(row(operation)));
      rows.add(wholeDocument(document));
      coverages.add(coverage(document));
    }
    report.set("interactions", PactInDocument.list(config));
    report.set("mutations", mutations.orElse(null));
    return report;
  }

  /** Broken if anything differs, incomplete if a check did not run, else it holds. */
  String verdict() {
    boolean red =
        handedIn.stream()
            .flatMap(file -> file.path("results").valueStream())
            .anyMatch(result -> !result.path("status").asText().equals("green"));
    boolean all = List.of(Check.values()).stream().allMatch(check -> files(check).size() > 0);
    return red ? "broken" : all ? "holds" : "incomplete";
  }

  private List<JsonNode> files(Check check) {
    return handedIn.stream()
        .filter(file -> file.path("check").asText().equals(check.key()))
        .toList();
  }

  private ObjectNode check(Check check) {
    List<JsonNode> files = files(check);
    ObjectNode node = JSON.createObjectNode();
    node.put("check", check.key());
    node.put("number", check.number());
    node.put("title", check.title());
    node.put("promise", check.promise());
    node.put("ran", !files.isEmpty());
    node.put("seconds", files.stream().mapToDouble(f -> f.path("seconds").asDouble()).sum());
    node.put(
        "tool",
        files.stream()
            .map(file -> file.path("tool").asText())
            .distinct()
            .collect(Collectors.joining("; ")));
    return node;
  }

  private ObjectNode row(Operation operation) {
    ObjectNode row = JSON.createObjectNode();
    row.put("document", operation.document().name());
    row.put("operation", operation.id());
    row.put("method", operation.method());
    row.put("path", operation.path());
    row.put("line", operation.place().line());
    row.set("cells", cells(operation.document().name(), operation.id()));
    return row;
  }

  private ObjectNode wholeDocument(OpenApiDocument document) {
    ObjectNode row = JSON.createObjectNode();
    row.put("document", document.name());
    row.put("operation", CheckResults.WHOLE_DOCUMENT);
    row.put("line", 1);
    row.set("cells", cells(document.name(), CheckResults.WHOLE_DOCUMENT));
    return row;
  }

  private ObjectNode cells(String document, String operation) {
    ObjectNode cells = JSON.createObjectNode();
    for (Check check : Check.values()) {
      List<JsonNode> results =
          files(check).stream()
              .flatMap(file -> file.path("results").valueStream())
              .filter(result -> result.path("document").asText().equals(document))
              .filter(result -> result.path("operation").asText().equals(operation))
              .toList();
      cells.set(check.key(), cell(results));
    }
    return cells;
  }

  private static ObjectNode cell(List<JsonNode> results) {
    ObjectNode cell = JSON.createObjectNode();
    boolean green = results.stream().allMatch(r -> r.path("status").asText().equals("green"));
    cell.put("status", results.isEmpty() ? "not run" : green ? "green" : "red");
    cell.put("checks", results.stream().mapToInt(r -> r.path("checks").asInt()).sum());
    ArrayNode differences = cell.putArray("differences");
    results.forEach(result -> result.path("differences").forEach(differences::add));
    return cell;
  }

  private ObjectNode coverage(OpenApiDocument document) {
    List<Item> all = Coverage.of(config, document.name()).items();
    ObjectNode node = JSON.createObjectNode();
    node.put("document", document.name());
    put(node, "items", all);
    put(node, "statuses", all.stream().filter(Item::isStatus).toList());
    node.put("all", all.size());
    ArrayNode items = node.putArray("list");
    for (Item item : all) {
      ObjectNode each = items.addObject();
      each.put("operation", item.operation());
      each.put("fact", item.fact());
      each.put("state", item.state().name().toLowerCase(Locale.ROOT));
      each.put("interactions", item.interactions());
      if (item.state() == ItemState.EXCUSED) {
        each.put("reason", item.reason());
      }
    }
    return node;
  }

  /** The number of covered items, of those that a consumer can exercise. */
  private static void put(ObjectNode node, String name, List<Item> items) {
    long covered = items.stream().filter(item -> item.state() == ItemState.COVERED).count();
    long excused = items.stream().filter(item -> item.state() == ItemState.EXCUSED).count();
    node.putObject(name).put("covered", covered).put("possible", items.size() - excused);
  }
}
