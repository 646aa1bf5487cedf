package dev.roster.alignment.report;

import static dev.roster.alignment.report.ReportPage.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import java.util.ArrayList;
import java.util.List;

/** The differences of each red cell, both sides next to each other. */
record ReportDifferences(JsonNode report) {
  /** A red cell. */
  record Red(JsonNode row, Check check, JsonNode cell) {}

  String html() {
    List<Red> red = red(report);
    if (red.isEmpty()) {
      return "";
    }
    StringBuilder cells = new StringBuilder();
    red.forEach(each -> cells.append(cell(each)));
    return "<section id=\"differences\"><h2>What differs</h2>\n%s</section>\n".formatted(cells);
  }

  static List<Red> red(JsonNode report) {
    List<Red> red = new ArrayList<>();
    for (JsonNode row : report.path("operations")) {
      for (Check check : Check.values()) {
        JsonNode cell = row.path("cells").path(check.key());
        if (cell.path("status").asText().equals("red")) {
          red.add(new Red(row, check, cell));
        }
      }
    }
    return red;
  }

  static String anchor(JsonNode row, Check check) {
    String operation = row.path("operation").asText().replace("*", "document");
    return "red-" + row.path("document").asText() + "-" + operation + "-" + check.key();
  }

  private static String cell(Red red) {
    String operation = red.row.path("operation").asText();
    String where =
        red.row.path("document").asText()
            + (operation.equals(CheckResults.WHOLE_DOCUMENT) ? "" : ", " + operation);
    StringBuilder differences = new StringBuilder();
    for (JsonNode difference : red.cell.path("differences")) {
      differences.append(
          "<h4>%s</h4><div class=\"sides\">%s%s</div>\n"
              .formatted(
                  text(difference.path("what").asText()),
                  side(red, difference.path("left")),
                  side(red, difference.path("right"))));
    }
    return "<article id=\"%s\"><h3>%d %s: %s</h3>\n%s</article>\n"
        .formatted(
            anchor(red.row, red.check),
            red.check.number(),
            text(red.check.title()),
            text(where),
            differences);
  }

  private static String side(Red red, JsonNode side) {
    int line = side.path("line").asInt();
    String document = red.row.path("document").asText();
    String label = text(side.path("label").asText());
    String at = line == 0 ? "" : ", " + ReportPage.link(document, line, "line " + line);
    return "<div><p class=\"label\">%s%s</p><pre>%s</pre></div>"
        .formatted(label, at, text(side.path("text").asText()));
  }
}
