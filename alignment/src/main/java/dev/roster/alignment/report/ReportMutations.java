package dev.roster.alignment.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** The mutation score, and the survivors by name. */
final class ReportMutations {
  private static final List<String> COLUMNS = List.of("id", "where", "change", "check", "reason");

  private final JsonNode mutations;

  ReportMutations(JsonNode mutations) {
    this.mutations = mutations;
  }

  String html() {
    if (!mutations.isObject()) {
      return """
      <section id="mutations"><h2>Mutation score</h2>
      <p>Not run. A mutation run changes document, server, client and pacts, one thing at a time; every change must turn a check red.</p></section>
      """;
    }
    return """
    <section id="mutations"><h2>Mutation score</h2><p>%d of %d mutants were killed: a check turned red (%s).</p>%s%s</section>
    """
        .formatted(
            mutations.path("killed").asInt(),
            mutations.path("total").asInt(),
            text("generatedAt", mutations),
            parts(),
            survivors());
  }

  private String parts() {
    String items =
        mutations
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
    if (mutations.path("survivors").isEmpty()) {
      return "<p>None survived.</p>";
    }
    String rows =
        mutations
            .path("survivors")
            .valueStream()
            .map(survivor ->
                COLUMNS.stream()
                    .map(column -> "<td>" + text(column, survivor) + "</td>")
                    .collect(Collectors.joining("", "<tr>", "</tr>\n")))
            .collect(Collectors.joining());
    return """
    <div class="scroll" tabindex="0" role="region" aria-label="Survivors"><table class="list">
    <thead><tr><th scope="col">survivor</th><th scope="col">where</th><th scope="col">change</th><th scope="col">check</th><th scope="col">why it survives</th></tr></thead>
    <tbody>
    %s</tbody></table></div>\
    """
        .formatted(rows);
  }

  private static String text(String member, JsonNode of) {
    return ReportPage.text(of.path(member).asText());
  }
}
