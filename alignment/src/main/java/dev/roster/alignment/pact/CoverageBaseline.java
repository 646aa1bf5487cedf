package dev.roster.alignment.pact;

import dev.roster.alignment.pact.Coverage.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Coverage of a document as the lines of a committed file: what is covered, not covered,
 * impossible, and how many interactions tell what.
 */
final class CoverageBaseline {
  /** Why no consumer can exercise some items. */
  record Excuse(Pattern items, String reason) {
    boolean holdsFor(Item item) {
      return items.matcher(item.toString()).matches();
    }
  }

  private final Path file;
  private final List<Excuse> excuses;

  /**
   * @param folder has the files of all documents, and {@code excuses.tsv} if there are excuses
   */
  CoverageBaseline(Path folder, String document) {
    this.file = folder.resolve(document + ".txt");
    this.excuses = excuses(folder);
  }

  /** The excuses of a project; none if it has no file of them. */
  static List<Excuse> excuses(Path folder) {
    Path file = folder.resolve("excuses.tsv");
    if (!Files.exists(file)) {
      return List.of();
    }
    return read(file).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("\t", 2))
        .map(cells -> new Excuse(Pattern.compile(cells[0]), cells[1]))
        .toList();
  }

  Optional<Excuse> excuse(Item item) {
    return excuses.stream().filter(excuse -> excuse.holdsFor(item)).findFirst();
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** The lines of the file. */
  List<String> committed() {
    return read(file);
  }

  void write(List<String> lines) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, lines);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The lines of a coverage: {@code +} covered, {@code -} not, {@code .} excused. */
  static List<String> lines(Coverage coverage) {
    List<String> lines = new ArrayList<>();
    lines.add("# Written by the coverage check");
    lines.add("# + exercised by a pact, - not exercised, . cannot be (excuses.tsv says why)");
    lines.add("# a number: that many interactions ask or expect this");
    String operation = "";
    for (Item item : coverage.items()) {
      if (!item.operation().equals(operation)) {
        addTold(coverage, operation, lines);
        operation = item.operation();
        lines.add("");
      }
      lines.add(mark(item) + " " + item);
    }
    addTold(coverage, operation, lines);
    return lines;
  }

  private static void addTold(Coverage coverage, String operation, List<String> lines) {
    Map<String, Integer> told = coverage.told(operation);
    if (!told.isEmpty()) {
      lines.add("");
      told.forEach((fact, interactions) -> lines.add(interactions + " " + fact));
    }
  }

  private static String mark(Item item) {
    return switch (item.state()) {
      case COVERED -> "+";
      case MISSING -> "-";
      case EXCUSED -> ".";
    };
  }

  /** The changes between two such files, a line for each item. */
  static List<String> changes(List<String> before, List<String> after) {
    Map<String, String> old = marks(before);
    Map<String, String> now = marks(after);
    List<String> changes = new ArrayList<>();
    old.forEach((item, mark) -> {
      String today = now.get(item);
      if (today == null) {
        changes.add((isNumber(mark) ? "LOST: " : "gone from the document: ") + item);
      } else if (!today.equals(mark)) {
        changes.add(
            (isLess(mark, today) ? "LOST: " : "changed: ") + item + " " + mark + " → " + today);
      }
    });
    now.forEach((item, mark) -> {
      if (!old.containsKey(item)) {
        changes.add("new: " + mark + " " + item);
      }
    });
    return changes;
  }

  private static boolean isNumber(String mark) {
    return mark.matches("\\d+");
  }

  private static boolean isLess(String before, String after) {
    return isNumber(before)
        ? Integer.parseInt(after) < Integer.parseInt(before)
        : before.equals("+");
  }

  private static Map<String, String> marks(List<String> lines) {
    Map<String, String> marks = new LinkedHashMap<>();
    lines.stream()
        .filter(line -> line.matches("([-+.]|\\d+) .*"))
        .map(line -> line.split(" ", 2))
        .forEach(cells -> marks.put(cells[1], cells[0]));
    return marks;
  }
}
