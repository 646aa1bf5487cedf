package dev.roster.alignment.coverage;

import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.coverage.Coverage.Item;
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

/** Coverage as the lines of a committed file: covered, not covered, impossible. */
public final class CoverageBaseline {
  /** Why no consumer can exercise some items. */
  public record Excuse(Pattern items, String reason) {
    public boolean holdsFor(Item item) {
      return items.matcher(item.toString()).matches();
    }
  }

  /** The number of covered items, of those that a consumer can exercise. */
  public record Figure(int covered, int possible) {}

  private CoverageBaseline() {}

  /** The excuses of a project; none if it has no file of them. */
  public static List<Excuse> excuses(AlignmentConfig config) {
    Path file = config.coverage().resolve("excuses.tsv");
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.split("\t", 2))
          .map(cells -> new Excuse(Pattern.compile(cells[0]), cells[1]))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static Optional<Excuse> excuse(Item item, List<Excuse> excuses) {
    return excuses.stream().filter(excuse -> excuse.holdsFor(item)).findFirst();
  }

  public static Figure figure(Coverage coverage, List<Excuse> excuses, boolean statusesOnly) {
    List<Item> possible =
        coverage.items().keySet().stream()
            .filter(item -> !statusesOnly || item.isStatus())
            .filter(item -> excuse(item, excuses).isEmpty())
            .toList();
    return new Figure((int) possible.stream().filter(coverage::covers).count(), possible.size());
  }

  /** The lines of the file: {@code +} covered, {@code -} not, {@code .} excused. */
  public static List<String> lines(Coverage coverage, List<Excuse> excuses) {
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

  /** The changes between two such files, a line for each item. */
  public static List<String> changes(List<String> before, List<String> after) {
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
