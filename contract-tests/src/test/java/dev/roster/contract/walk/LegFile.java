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
import java.util.List;

/** What a leg found, for the alignment report. Not safe for use by many threads. */
public final class LegFile {
  private static final Path FOLDER = Path.of("target", "alignment", "legs");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final String leg;
  private final String part;
  private final Instant began = Instant.now();
  private final ObjectNode file = JSON.createObjectNode();
  private final ArrayNode results = JSON.createArrayNode();

  public LegFile(String leg, String part, String tool) {
    this.leg = leg;
    this.part = part;
    file.put("leg", leg).put("tool", tool).put("ranAt", began.toString());
  }

  void add(Operation operation, int checks, List<String> objections) {
    add(operation.contract().name(), operation.id(), checks, objections);
  }

  /** Adds what was found about an operation. */
  public void add(String document, String operation, int checks, List<String> objections) {
    ObjectNode result = results.addObject();
    result
        .put("document", document)
        .put("operation", operation)
        .put("status", objections.isEmpty() ? "green" : "red")
        .put("checks", checks);
    ArrayNode differences = result.putArray("differences");
    for (String objection : objections) {
      ObjectNode difference = differences.addObject().put("what", objection);
      difference.putObject("left").put("label", "server").put("text", objection).put("line", 0);
      difference.putObject("right").put("label", "document").put("text", operation).put("line", 0);
    }
  }

  public void write() {
    file.put("seconds", ChronoUnit.MILLIS.between(began, Instant.now()) / 1000.0);
    file.set("results", results);
    try {
      Files.createDirectories(FOLDER);
      JSON.writeValue(FOLDER.resolve(leg + "-" + part + ".json").toFile(), file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
