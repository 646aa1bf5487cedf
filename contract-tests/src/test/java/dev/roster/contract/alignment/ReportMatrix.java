package dev.roster.contract.alignment;

import static dev.roster.contract.alignment.ReportPage.text;

import com.fasterxml.jackson.databind.JsonNode;

/** The matrix of operations and legs; colour never says anything that a sign does not say too. */
record ReportMatrix(JsonNode report) {

  String html() {
    StringBuilder columns = new StringBuilder();
    for (JsonNode leg : report.path("legs")) {
      columns.append(
          "<th scope=\"col\" title=\"%s\"><span class=\"n\">%d</span> %s</th>"
              .formatted(
                  text(leg.path("promise").asText()),
                  leg.path("number").asInt(),
                  text(leg.path("title").asText())));
    }
    return """
    <section id="matrix"><h2>Operation by leg</h2>
    <p class="key"><span class="cell green">✓ 9</span> nothing differs in 9 checks <span class="cell red">✗ 1</span> something differs, told below <span class="cell grey">–</span> not run</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Matrix of operations and legs"><table class="matrix">
    <thead><tr><th scope="col">operation</th>%s</tr></thead>
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
            "<tbody><tr class=\"document\"><th colspan=\"7\" scope=\"rowgroup\">%s</th></tr>\n"
                .formatted(text(document)));
      }
      bodies.append(row(row));
    }
    return bodies.append("</tbody>\n").toString();
  }

  private String row(JsonNode row) {
    StringBuilder cells = new StringBuilder();
    for (Leg leg : Leg.values()) {
      cells.append(cell(row, leg));
    }
    return "<tr><th scope=\"row\">%s</th>%s</tr>\n".formatted(name(row), cells);
  }

  private static String name(JsonNode row) {
    if (row.path("operation").asText().equals(LegResults.WHOLE_DOCUMENT)) {
      return "<span class=\"whole\">the document as a whole</span>";
    }
    String label = row.path("method").asText() + " " + row.path("path").asText();
    return ReportPage.link(row.path("document").asText(), row.path("line").asInt(), label)
        + "<small>"
        + text(row.path("operation").asText())
        + "</small>";
  }

  private static String cell(JsonNode row, Leg leg) {
    JsonNode cell = row.path("cells").path(leg.key());
    return switch (cell.path("status").asText()) {
      case "green" ->
          "<td class=\"green\">✓ %d<span class=\"hidden\"> checks, nothing differs</span></td>"
              .formatted(cell.path("checks").asInt());
      case "red" ->
          "<td class=\"red\"><a href=\"#%s\">✗ %d<span class=\"hidden\"> differences</span></a></td>"
              .formatted(ReportDifferences.anchor(row, leg), cell.path("differences").size());
      default -> "<td class=\"grey\">–<span class=\"hidden\"> not run</span></td>";
    };
  }
}
