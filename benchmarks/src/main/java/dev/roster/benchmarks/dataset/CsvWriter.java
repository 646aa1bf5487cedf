package dev.roster.benchmarks.dataset;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes one CSV file (RFC 4180, UTF-8), row by row. Null is {@code \N}. */
final class CsvWriter implements AutoCloseable {
  static final String NULL = "\\N";

  private final BufferedWriter out;
  private final int columns;

  CsvWriter(Path file, List<String> columns) throws IOException {
    this.out = Files.newBufferedWriter(file);
    this.columns = columns.size();
    line(columns);
  }

  /** Writes the cells of a row. */
  void row(Object... cells) throws IOException {
    if (cells.length != columns) {
      throw new IllegalArgumentException(columns + " columns, " + cells.length + " cells");
    }
    line(List.of(cells));
  }

  private void line(List<?> cells) throws IOException {
    out.write(cells.stream().map(cell -> quoted(cell.toString())).collect(Collectors.joining(",")));
    out.write('\n');
  }

  private static String quoted(String cell) {
    return cell.chars().anyMatch(letter -> letter == ',' || letter == '"' || letter == '\n')
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
