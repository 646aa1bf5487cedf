package dev.roster.alignment.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** How many changes on purpose turned a leg red, and the names of those that did not. */
final class ReportDrift {
  private static final List<String> COLUMNS = List.of("id", "where", "change", "leg", "reason");

  private final JsonNode drift;

  ReportDrift(JsonNode drift) {
    this.drift = drift;
  }

  String html() {
    if (!drift.isObject()) {
      return """
      <section id="drift"><h2>Drift score</h2>
      <p>Not run. The drift generator changes document, server, client and pacts, one thing at a time; every change must turn a leg red.</p></section>
      """;
    }
    return """
    <section id="drift"><h2>Drift score</h2><p>%d of %d changes turned a leg red (%s).</p>%s%s</section>
    """
        .formatted(
            drift.path("killed").asInt(),
            drift.path("total").asInt(),
            text("generatedAt", drift),
            parts(),
            survivors());
  }

  private String parts() {
    String items =
        drift
            .path("parts")
            .valueStream()
            .map(part ->
                "<li>%s: %d of %d</li>"
                    .formatted(
                        text("part", part),
                        part.path("killed").asInt(),
                        part.path("total").asInt()))
            .collect(Collectors.joining());
    return items.isEmpty() ? "" : "<ul>" + items + "</ul>";
  }

  private String survivors() {
    if (drift.path("survivors").isEmpty()) {
      return "<p>None survived.</p>";
    }
    String rows =
        drift
            .path("survivors")
            .valueStream()
            .map(survivor ->
                COLUMNS.stream()
                    .map(column -> "<td>" + text(column, survivor) + "</td>")
                    .collect(Collectors.joining("", "<tr>", "</tr>\n")))
            .collect(Collectors.joining());
    return """
    <div class="scroll" tabindex="0" role="region" aria-label="Survivors"><table class="list">
    <thead><tr><th scope="col">survivor</th><th scope="col">where</th><th scope="col">change</th><th scope="col">leg</th><th scope="col">why it survives</th></tr></thead>
    <tbody>
    %s</tbody></table></div>\
    """
        .formatted(rows);
  }

  private static String text(String member, JsonNode of) {
    return ReportPage.text(of.path(member).asText());
  }
}
