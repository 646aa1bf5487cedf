package dev.roster.alignment.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The findings of one check, written into a file for the alignment report (docs/alignment.md has
 * the format). Safe for use by many threads.
 */
public final class CheckResults {
  /** The name of an operation for what concerns a document as a whole. */
  public static final String WHOLE_DOCUMENT = "*";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private record Cell(String document, String operation) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      int byDocument = document.compareTo(other.document);
      return byDocument == 0 ? operation.compareTo(other.operation) : byDocument;
    }
  }

  private static final class Found {
    private int checks;
    private final List<Difference> differences = new ArrayList<>();
  }

  private final Path folder;
  private final Check check;
  private final String part;
  private final String tool;
  private final Instant began = Instant.now();
  private final Map<Cell, Found> cells = new TreeMap<>();

  /**
   * Begins to collect, and takes the time from here.
   *
   * @param part distinguishes this file from others of the same check, such as the name of a
   *     document
   * @param tool what looked, in a few words
   */
  public CheckResults(AlignmentConfig config, Check check, String part, String tool) {
    this.folder = config.checkResults();
    this.check = check;
    this.part = part;
    this.tool = tool;
  }

  public void add(Operation operation, List<Difference> differences) {
    add(operation.document().name(), operation.id(), differences);
  }

  /** Adds one check of an operation; it holds if nothing differs. */
  public void add(String document, String operation, List<Difference> differences) {
    add(document, operation, 1, differences);
  }

  /** Adds several checks of an operation; they hold if nothing differs. */
  public synchronized void add(
      String document, String operation, int checks, List<Difference> differences) {
    Found found = cells.computeIfAbsent(new Cell(document, operation), cell -> new Found());
    found.checks += checks;
    found.differences.addAll(differences);
  }

  /** The number of checks that were added. */
  public synchronized int checks() {
    return cells.values().stream().mapToInt(found -> found.checks).sum();
  }

  public synchronized List<Difference> differences() {
    return cells.values().stream().flatMap(found -> found.differences.stream()).toList();
  }

  /** Writes the file of the check into the folder of results. */
  public synchronized void write() {
    ObjectNode file = JSON.createObjectNode();
    file.put("check", check.key());
    file.put("tool", tool);
    file.put("ranAt", began.truncatedTo(ChronoUnit.MILLIS).toString());
    file.put("seconds", ChronoUnit.MILLIS.between(began, Instant.now()) / 1000.0);
    ArrayNode results = file.putArray("results");
    cells.forEach((cell, found) -> {
      ObjectNode result = results.addObject();
      result.put("document", cell.document);
      result.put("operation", cell.operation);
      result.put("status", found.differences.isEmpty() ? "green" : "red");
      result.put("checks", found.checks);
      result.putPOJO("differences", found.differences);
    });
    try {
      Files.createDirectories(folder);
      JSON.writeValue(folder.resolve(check.key() + "-" + part + ".json").toFile(), file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
