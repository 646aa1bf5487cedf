package dev.roster.alignment.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Check;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The share of changes that the checks saw, which checks saw which kinds, and the survivors by
 * name. Changes that somebody else invented lead, since the project's own are those that it knows.
 */
final class ReportMutations {
  private final JsonNode blind;
  private final JsonNode own;

  /**
   * @param blind the result on changes that somebody else invented; may be missing
   * @param own the result on the project's own changes; may be missing
   */
  ReportMutations(JsonNode blind, JsonNode own) {
    this.blind = blind;
    this.own = own;
  }

  String html() {
    if (!blind.isObject() && !own.isObject()) {
      return """
      <section id="mutations"><h2>Mutation tests</h2>
      <p>Not run. A mutation run changes document, server, client and pacts, one thing at a time; every change must turn a check red.</p></section>
      """;
    }
    return "<section id=\"mutations\"><h2>Mutation tests</h2>\n"
        + "<p>One thing is changed at a time, and a check should turn red. Every check that can see"
        + " a change is asked about it.</p>\n"
        + blind()
        + own()
        + "</section>\n";
  }

  /** The share of the changes that were seen. */
  static String share(JsonNode result) {
    return ReportPage.percent(result.path("killed").asInt(), result.path("total").asInt());
  }

  private String blind() {
    if (!blind.isObject()) {
      return "";
    }
    return """
    <h3>Changes invented by somebody who did not know the checks</h3>
    <p><strong>%s were seen</strong>: %d of %d (%s). They cover %s.%s%s</p>
    %s%s%s%s\
    """
        .formatted(
            share(blind),
            blind.path("killed").asInt(),
            blind.path("total").asInt(),
            text("generatedAt", blind),
            parts(blind),
            first(),
            broken(blind),
            matrix(blind, "Invented changes and checks"),
            survivors(blind, "Invented changes that no check saw", List.of("change", "noticed")),
            named(),
            others());
  }

  /** The share that was seen by the check whose business it is, if the authors named that. */
  private String named() {
    List<JsonNode> named = entriesWithExpectation();
    return named.isEmpty()
        ? ""
        : "<p>Of the %d whose author named the check that should see them, %d were seen by it.</p>%n"
            .formatted(
                named.size(), named.stream().filter(ReportMutations::isSeenByExpected).count());
  }

  /** The changes that were seen, but not by the check that their authors named. */
  private String others() {
    List<JsonNode> others =
        entriesWithExpectation().stream()
            .filter(entry -> !entry.path("seen").isEmpty() && !isSeenByExpected(entry))
            .toList();
    if (others.isEmpty()) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    for (JsonNode entry : others) {
      String seen =
          entry.path("seen").valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
      rows.append("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">")
          .append(text("id", entry))
          .append("</th>")
          .append(cell("change", text("change", entry)))
          .append(cell("should be seen by", text("expected", entry)))
          .append(cell("seen by", ReportPage.text(seen)))
          .append("</tr>\n");
    }
    return table(
        "Invented changes that another check saw than the one that should",
        List.of("invented", "change", "should be seen by", "seen by"),
        rows.toString());
  }

  /** The invented changes whose author named a check. */
  private List<JsonNode> entriesWithExpectation() {
    return blind
        .path("entries")
        .valueStream()
        .filter(entry -> !entry.has("broken") && !entry.path("expected").asText().isEmpty())
        .toList();
  }

  private static boolean isSeenByExpected(JsonNode entry) {
    String expected = entry.path("expected").asText();
    return entry.path("seen").valueStream().anyMatch(check -> check.asText().equals(expected));
  }

  /** The numbers from before checks were mended because of these changes. */
  private String first() {
    JsonNode first = blind.path("first");
    return first.isObject()
            && !first.path("generatedAt").asText().equals(blind.path("generatedAt").asText())
        ? " Before checks were mended, %s were seen: %d of %d (%s)."
            .formatted(
                share(first),
                first.path("killed").asInt(),
                first.path("total").asInt(),
                text("generatedAt", first))
        : "";
  }

  private String own() {
    if (!own.isObject()) {
      return "";
    }
    return """
    <h3>The project's own changes</h3>
    <p>%d of %d mutants were killed: a check turned red (%s). They cover %s.%s</p>
    %s%s\
    """
        .formatted(
            own.path("killed").asInt(),
            own.path("total").asInt(),
            text("generatedAt", own),
            parts(own),
            broken(own),
            matrix(own, "Kinds of changes and checks"),
            survivors(own, "Survivors", List.of("change", "check", "reason")));
  }

  private static String parts(JsonNode result) {
    String parts =
        result
            .path("parts")
            .valueStream()
            .filter(part -> part.path("total").asInt() > 0)
            .map(part ->
                "%s: %d of %d"
                    .formatted(
                        text("part", part),
                        part.path("killed").asInt(),
                        part.path("total").asInt()))
            .collect(Collectors.joining(", "));
    return parts.isEmpty() ? "no part" : parts;
  }

  private static String broken(JsonNode result) {
    int broken = result.path("broken").asInt();
    return broken == 0 ? "" : " " + broken + " more could not be made.";
  }

  /** A table of kinds of changes and checks, with the numbers of those that a check saw. */
  private static String matrix(JsonNode result, String label) {
    if (result.path("matrix").isEmpty()) {
      return "";
    }
    List<String> checks = checks(result.path("matrix"));
    List<String> columns = new ArrayList<>(List.of("changed", "seen by any"));
    columns.addAll(checks);
    StringBuilder rows = new StringBuilder();
    for (JsonNode row : result.path("matrix")) {
      int total = row.path("total").asInt();
      rows.append("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">")
          .append(text("kind", row))
          .append("</th>")
          .append(cell("seen by any", row.path("killed").asInt() + " of " + total));
      for (String check : checks) {
        int asked = row.path("asked").path(check).asInt();
        int seen = row.path("seen").path(check).asInt();
        rows.append(
            cell(
                check,
                asked == 0 ? "–" : asked == total ? "" + seen : seen + " (asked: " + asked + ")"));
      }
      rows.append("</tr>\n");
    }
    return table(label, columns, rows.toString())
        + "<p class=\"key\">–: the check does not use what was changed, or cannot be asked</p>\n";
  }

  /** The checks that were asked about anything, in their order. */
  private static List<String> checks(JsonNode matrix) {
    Set<String> asked = new LinkedHashSet<>();
    matrix.forEach(
        row -> row.path("asked").properties().stream().map(Map.Entry::getKey).forEach(asked::add));
    return Stream.concat(
            Stream.of(Check.values()).map(Check::key).filter(asked::contains), asked.stream())
        .distinct()
        .toList();
  }

  private static String survivors(JsonNode result, String label, List<String> members) {
    if (result.path("survivors").isEmpty()) {
      return "<p>None survived.</p>";
    }
    List<String> columns = new ArrayList<>(List.of("survivor", "where"));
    columns.addAll(members);
    StringBuilder rows = new StringBuilder();
    for (JsonNode survivor : result.path("survivors")) {
      rows.append("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">")
          .append(text("id", survivor))
          .append("</th>")
          .append(cell("where", text("where", survivor)));
      members.forEach(member -> rows.append(cell(member, text(member, survivor))));
      rows.append("</tr>\n");
    }
    return table(label, columns, rows.toString());
  }

  private static String table(String label, List<String> columns, String rows) {
    return """
    <h4>%1$s</h4>
    <div class="scroll" tabindex="0" role="region" aria-label="%1$s"><table class="list" role="table">
    %2$s
    <tbody role="rowgroup">
    %3$s</tbody></table></div>
    """
        .formatted(label, ReportPage.columns(columns.toArray(String[]::new)), rows);
  }

  private static String cell(String column, String content) {
    return ReportPage.cell(column, content);
  }

  private static String text(String member, JsonNode of) {
    return ReportPage.text(of.path(member).asText());
  }
}
