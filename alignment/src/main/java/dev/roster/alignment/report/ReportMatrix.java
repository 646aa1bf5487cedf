package dev.roster.alignment.report;

import static dev.roster.alignment.report.ReportPage.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;

/**
 * The matrix of operations and checks; colour never says anything that a sign does not say too. On
 * a narrow screen each row is a card. The roles are written out, since a browser forgets those of
 * tables that are laid out in another way.
 */
record ReportMatrix(JsonNode report) {

  String html() {
    StringBuilder columns = new StringBuilder();
    for (JsonNode check : report.path("checks")) {
      columns.append(
          "<th role=\"columnheader\" scope=\"col\" title=\"%s\"><span class=\"n\">%d</span> %s</th>"
              .formatted(
                  text(check.path("promise").asText()),
                  check.path("number").asInt(),
                  text(check.path("title").asText())));
    }
    return """
    <section id="matrix"><h2>Operation by check</h2>
    <p class="key"><span><span class="cell green">✓ 9</span> nothing differs in 9 checks</span> <span><span class="cell red">✗ 1</span> something differs, shown below</span> <span><span class="cell grey">–</span> not run</span></p>
    <div class="scroll" tabindex="0" role="region" aria-label="Matrix of operations and checks"><table class="matrix" role="table">
    <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">operation</th>%s</tr></thead>
    %s</table></div></section>
    """
        .formatted(columns, bodies());
  }

  private String bodies() {
    StringBuilder bodies = new StringBuilder();
    String document = "";
    for (JsonNode row : report.path("operations")) {
      if (!row.path("document").asText().equals(document)) {
        bodies.append(document.isEmpty() ? "" : "</tbody>\n");
        document = row.path("document").asText();
        bodies.append(
            "<tbody role=\"rowgroup\"><tr role=\"row\" class=\"document\"><th role=\"rowheader\" colspan=\"%d\" scope=\"rowgroup\">%s</th></tr>\n"
                .formatted(1 + Check.values().length, text(document)));
      }
      bodies.append(row(row));
    }
    return bodies.append("</tbody>\n").toString();
  }

  private String row(JsonNode row) {
    StringBuilder cells = new StringBuilder();
    for (Check check : Check.values()) {
      cells.append(cell(row, check));
    }
    return "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">%s</th>%s</tr>\n"
        .formatted(name(row), cells);
  }

  private static String name(JsonNode row) {
    if (row.path("operation").asText().equals(CheckResults.WHOLE_DOCUMENT)) {
      return "<span class=\"whole\">the document as a whole</span>";
    }
    String label = row.path("method").asText() + " " + row.path("path").asText();
    return ReportPage.link(row.path("document").asText(), row.path("line").asInt(), label)
        + "<small>"
        + text(row.path("operation").asText())
        + "</small>";
  }

  private static String cell(JsonNode row, Check check) {
    JsonNode cell = row.path("cells").path(check.key());
    String status = cell.path("status").asText();
    String colour = status.equals("not run") ? "grey" : status;
    String shown =
        switch (status) {
          case "green" ->
              "✓ %d<span class=\"hidden\"> checks, nothing differs</span>"
                  .formatted(cell.path("checks").asInt());
          case "red" ->
              "<a href=\"#%s\">✗ %d<span class=\"hidden\"> differences</span></a>"
                  .formatted(ReportDifferences.anchor(row, check), cell.path("differences").size());
          default -> "–<span class=\"hidden\"> not run</span>";
        };
    return "<td role=\"cell\" class=\"%s\"><span class=\"check\">%d %s</span>%s</td>"
        .formatted(colour, check.number(), text(check.title()), shown);
  }
}
