package dev.roster.contract.alignment;

import dev.roster.contract.alignment.Coverage.Item;
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

/** What is covered, what is not, and what cannot be, as the lines of a committed file. */
final class CoverageFloor {
  static final Path FOLDER = Path.of("coverage");
  private static final Path EXCUSES = FOLDER.resolve("excuses.tsv");

  /** Why no consumer can exercise some items. */
  record Excuse(Pattern items, String reason) {
    boolean holdsFor(Item item) {
      return items.matcher(item.toString()).matches();
    }
  }

  /** How many items are covered, of those that a consumer can exercise. */
  record Figure(int covered, int possible) {
    double share() {
      return possible == 0 ? 1 : (double) covered / possible;
    }
  }

  private CoverageFloor() {}

  static List<Excuse> excuses() {
    try {
      return Files.readAllLines(EXCUSES).stream()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.split("\t", 2))
          .map(cells -> new Excuse(Pattern.compile(cells[0]), cells[1]))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Optional<Excuse> excuse(Item item, List<Excuse> excuses) {
    return excuses.stream().filter(excuse -> excuse.holdsFor(item)).findFirst();
  }

  static Figure figure(Coverage coverage, List<Excuse> excuses, boolean statusesOnly) {
    List<Item> possible =
        coverage.items().keySet().stream()
            .filter(item -> !statusesOnly || item.isStatus())
            .filter(item -> excuse(item, excuses).isEmpty())
            .toList();
    return new Figure((int) possible.stream().filter(coverage::covers).count(), possible.size());
  }

  /** The lines of the file: {@code +} covered, {@code -} not, {@code .} excused. */
  static List<String> lines(Coverage coverage, List<Excuse> excuses) {
    List<String> lines = new ArrayList<>();
    lines.add("# Written by CoverageIT; to rewrite: -Dcoverage.update=true");
    lines.add("# + exercised by a pact, - not exercised, . cannot be (excuses.tsv says why)");
    String operation = "";
    for (Item item : coverage.items().keySet()) {
      if (!item.operation().equals(operation)) {
        operation = item.operation();
        lines.add("");
      }
      String mark = coverage.covers(item) ? "+" : "-";
      lines.add((excuse(item, excuses).isPresent() ? "." : mark) + " " + item);
    }
    return lines;
  }

  /** What changed between two such files, a line for each item. */
  static List<String> changes(List<String> before, List<String> after) {
    Map<String, String> old = marks(before);
    Map<String, String> now = marks(after);
    List<String> changes = new ArrayList<>();
    old.forEach((item, mark) -> {
      if (!now.containsKey(item)) {
        changes.add("gone from the document: " + item);
      } else if (!now.get(item).equals(mark)) {
        changes.add(
            (mark.equals("+") ? "LOST: " : "changed: ")
                + item
                + " "
                + mark
                + " → "
                + now.get(item));
      }
    });
    now.forEach((item, mark) -> {
      if (!old.containsKey(item)) {
        changes.add("new: " + mark + " " + item);
      }
    });
    return changes;
  }

  private static Map<String, String> marks(List<String> lines) {
    Map<String, String> marks = new LinkedHashMap<>();
    lines.stream()
        .filter(line -> line.matches("[-+.] .*"))
        .forEach(line -> marks.put(line.substring(2), line.substring(0, 1)));
    return marks;
  }
}
