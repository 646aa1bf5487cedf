package dev.roster.contract.walk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.contract.walk.Contract.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a leg found, one row per operation, for the alignment report. Not safe for use by many
 * threads.
 */
final class LegFile {
  private static final Path FOLDER = Path.of("target", "alignment", "legs");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final class Found {
    private int checks;
    private final List<String> objections = new ArrayList<>();
  }

  private final String leg;
  private final String part;
  private final String tool;
  private final String side;
  private final Instant began = Instant.now();
  private final Map<Operation, Found> rows = new LinkedHashMap<>();

  /**
   * @param leg the key of the leg
   * @param part tells this file from others of the same leg
   * @param tool what looked, in a few words
   * @param side who is held against the document
   */
  LegFile(String leg, String part, String tool, String side) {
    this.leg = leg;
    this.part = part;
    this.tool = tool;
    this.side = side;
  }

  /** Adds what was found about an operation. */
  void add(Operation operation, int checks, List<String> objections) {
    Found found = rows.computeIfAbsent(operation, _ -> new Found());
    found.checks += checks;
    found.objections.addAll(objections);
  }

  void write() {
    ObjectNode file = JSON.createObjectNode();
    file.put("leg", leg).put("tool", tool).put("ranAt", began.toString());
    file.put("seconds", ChronoUnit.MILLIS.between(began, Instant.now()) / 1000.0);
    ArrayNode results = file.putArray("results");
    rows.forEach((operation, found) -> add(results.addObject(), operation, found));
    try {
      Files.createDirectories(FOLDER);
      JSON.writeValue(FOLDER.resolve(leg + "-" + part + ".json").toFile(), file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void add(ObjectNode result, Operation operation, Found found) {
    result
        .put("document", operation.contract().name())
        .put("operation", operation.id())
        .put("status", found.objections.isEmpty() ? "green" : "red")
        .put("checks", found.checks);
    ArrayNode differences = result.putArray("differences");
    for (String objection : found.objections) {
      ObjectNode difference = differences.addObject().put("what", objection);
      difference.putObject("left").put("label", side).put("text", objection).put("line", 0);
      difference
          .putObject("right")
          .put("label", "document")
          .put("text", operation.id() + " documents the statuses " + operation.statuses())
          .put("line", 0);
    }
  }
}
