package dev.roster.server.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A table for a terminal, with columns as wide as they have to be. */
final class TextTable {
  private static final int GAP = 2;

  /** The characters of a cell that are shown at least. */
  private static final int LEAST = 12;

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  void add(String... row) {
    // what others chose as a name must not steer the terminal
    rows.add(List.of(row).stream().map(Printable::of).toList());
  }

  /** Prints all rows with whole cells. */
  void print(PrintWriter out) {
    print(out, Integer.MAX_VALUE, Set.of());
  }

  /**
   * Prints all rows, with cells cut where lines would be longer than a terminal is wide: those of
   * the last column first. Nothing is cut where that is not enough, since lines are wrapped then.
   *
   * @param most the columns of the terminal
   * @param mayCut the columns of the table whose cells may be cut, from 0 on
   */
  void print(PrintWriter out, int most, Set<Integer> mayCut) {
    int[] widths = widths(most, mayCut);
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = cut(row.get(i), widths[i]);
        line.append(cell).repeat(' ', widths[i] - cell.length() + GAP);
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  private int[] widths(int most, Set<Integer> mayCut) {
    int columns = rows.getFirst().size();
    int[] natural = IntStream.range(0, columns).map(this::longest).toArray();
    int[] widths = natural.clone();
    long beyond = IntStream.of(natural).asLongStream().sum() + GAP * (columns - 1L) - most;
    for (int column = columns - 1; column >= 0 && beyond > 0; column--) {
      if (mayCut.contains(column)) {
        int cut = (int) Math.clamp(widths[column] - (long) least(column), 0, beyond);
        widths[column] -= cut;
        beyond -= cut;
      }
    }
    return beyond > 0 ? natural : widths;
  }

  private int longest(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private int least(int column) {
    return Math.max(LEAST, rows.getFirst().get(column).length());
  }

  private static String cut(String cell, int width) {
    if (cell.length() <= width) {
      return cell;
    }
    int end = Character.isHighSurrogate(cell.charAt(width - 2)) ? width - 2 : width - 1;
    return cell.substring(0, end) + "…";
  }
}
