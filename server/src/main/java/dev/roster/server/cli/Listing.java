package dev.roster.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.audit.CsvLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Rows under headings, printed as a table, as JSON or as CSV. The members of JSON and the columns
 * of CSV are the headings in lower case with underscores; JSON keeps numbers, truth values, lists
 * and missing values as such. A table on a terminal has texts cut so that its lines fit, or none
 * where that is not enough.
 */
final class Listing {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> headings;
  private final String whenEmpty;
  private final List<List<Object>> rows = new ArrayList<>();

  /**
   * @param whenEmpty what a person reads in place of an empty table, and what to do next
   */
  Listing(String whenEmpty, String... headings) {
    this.whenEmpty = whenEmpty;
    this.headings = List.of(headings);
  }

  /**
   * Adds a row.
   *
   * @param cells texts, numbers, truth values, instants, lists of texts, or optionals of these
   */
  void add(Object... cells) {
    rows.add(List.of(cells));
  }

  int size() {
    return rows.size();
  }

  /** Prints all rows; an empty table leaves the output empty and tells the person why. */
  void print(CommandLine command, OutputFormat format) {
    PrintWriter out = command.getOut();
    switch (format) {
      case TABLE -> {
        if (rows.isEmpty()) {
          command.getErr().println(whenEmpty);
          command.getErr().flush();
        } else {
          TextTable table = new TextTable(headings.toArray(String[]::new));
          rows.forEach(row -> table.add(row.stream().map(Listing::shown).toArray(String[]::new)));
          table.print(out, StandardOutput.columns().orElse(Integer.MAX_VALUE), columnsOfText());
        }
      }
      case JSON -> out.println(json(rows.stream().map(this::object).toList()));
      case CSV -> {
        out.print(line(headings.stream().map(Listing::member).toList()));
        rows.forEach(row -> out.print(line(row.stream().map(Listing::cell).toList())));
      }
    }
    UnwrittenOutputException.requireReader(out);
  }

  /** Those for reading; an id that is cut could not be copied. */
  private Set<Integer> columnsOfText() {
    return IntStream.range(0, headings.size())
        .filter(column -> !headings.get(column).matches("(.* )?ID"))
        .filter(column -> rows.stream().anyMatch(row -> isText(row.get(column))))
        .boxed()
        .collect(Collectors.toSet());
  }

  private static boolean isText(Object cell) {
    return switch (cell) {
      case Optional<?> optional -> optional.isPresent() && isText(optional.get());
      case String _ -> true;
      case List<?> _ -> true;
      default -> false;
    };
  }

  /** Prints the only row: a line for each heading, one object, or CSV as ever. */
  void printOne(CommandLine command, OutputFormat format) {
    PrintWriter out = command.getOut();
    List<Object> row = rows.getFirst();
    switch (format) {
      case TABLE -> {
        int width = headings.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < headings.size(); i++) {
          String heading = headings.get(i);
          out.println(
              heading + " ".repeat(width - heading.length() + 2) + told(row.get(i), width + 2));
        }
      }
      case JSON -> out.println(json(object(row)));
      case CSV -> print(command, format);
    }
    UnwrittenOutputException.requireReader(out);
  }

  private Map<String, @Nullable Object> object(List<Object> row) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < headings.size(); i++) {
      object.put(member(headings.get(i)), value(row.get(i)));
    }
    return object;
  }

  private static String member(String heading) {
    return heading.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private static @Nullable Object value(Object cell) {
    return switch (cell) {
      case Optional<?> optional -> optional.isEmpty() ? null : value(optional.get());
      case Instant instant -> instant.toString();
      case Long number -> number;
      case Integer number -> number;
      case Boolean truth -> truth;
      case List<?> list -> list.stream().map(Object::toString).toList();
      default -> cell.toString();
    };
  }

  private static String shown(Object cell) {
    return switch (cell) {
      case Optional<?> optional -> optional.isEmpty() ? "-" : shown(optional.get());
      case Instant instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString();
      case Boolean truth -> truth ? "yes" : "no";
      case List<?> list ->
          list.stream().map(Object::toString).map(Printable::of).collect(Collectors.joining(", "));
      default -> Printable.of(cell.toString());
    };
  }

  /** A list stands below itself. */
  private static String told(Object cell, int indent) {
    return cell instanceof List<?> list
        ? list.stream()
            .map(each -> Printable.of(each.toString()))
            .collect(Collectors.joining("\n" + " ".repeat(indent)))
        : shown(cell);
  }

  private static String cell(Object cell) {
    return switch (cell) {
      case Optional<?> optional -> optional.isEmpty() ? "" : cell(optional.get());
      case Instant instant -> instant.toString();
      case List<?> list -> list.stream().map(Object::toString).collect(Collectors.joining("; "));
      default -> cell.toString();
    };
  }

  private static String line(List<String> cells) {
    return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String json(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The headings with others behind them. */
  static String[] joined(String[] own, String... shared) {
    List<String> all = new ArrayList<>(Arrays.asList(own));
    all.addAll(Arrays.asList(shared));
    return all.toArray(String[]::new);
  }
}
