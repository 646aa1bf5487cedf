package dev.roster.alignment.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.OpenApiDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The report as one page that needs nothing else: no script, no font, no other file. */
final class ReportPage {
  private final JsonNode report;
  private final List<OpenApiDocument> documents;

  ReportPage(JsonNode report, List<OpenApiDocument> documents) {
    this.report = report;
    this.documents = documents;
  }

  String html() {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Alignment: %s</title>
    <link rel="icon" href="data:,">
    <style>
    %s</style>
    </head>
    <body>
    <a class="skip" href="#matrix">To the matrix</a>
    %s<main>
    %s%s%s%s%s%s%s</main>
    <footer>Written by the build at %s. The same as data: <code>alignment.json</code>.</footer>
    </body>
    </html>
    """
        .formatted(
            headline(),
            style(),
            header(),
            new ReportMatrix(report).html(),
            new ReportDifferences(report).html(),
            new ReportCoverage(report).html(),
            interactions(),
            new ReportMutations(report.path("blind"), report.path("mutations")).html(),
            checks(),
            documents.stream().map(ReportPage::source).collect(Collectors.joining()),
            text(report.path("generatedAt").asText()));
  }

  private static String style() {
    try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String headline() {
    long ran =
        report.path("checks").valueStream().filter(check -> check.path("ran").asBoolean()).count();
    return switch (report.path("verdict").asText()) {
      case "holds" -> "The contract holds";
      case "broken" -> "The contract is broken";
      default ->
          "The contract holds in the %d of %d checks that ran"
              .formatted(ran, report.path("checks").size());
    };
  }

  private String header() {
    String verdict = report.path("verdict").asText();
    return """
    <header class="%s">
    <p class="what">%s alignment report</p>
    <h1><span aria-hidden="true">%s</span> %s</h1>
    <p>Documents, pacts, client and server: what each promises is compared with what the others do.</p>
    <dl class="figures">%s</dl>
    </header>
    """
        .formatted(
            verdict,
            text(report.path("project").asText()),
            verdict.equals("broken") ? "✗" : "✓",
            headline(),
            figures());
  }

  private String figures() {
    int covered = 0;
    int possible = 0;
    for (JsonNode document : report.path("coverage")) {
      covered += document.at("/items/covered").asInt();
      possible += document.at("/items/possible").asInt();
    }
    long red = ReportDifferences.red(report).size();
    JsonNode mutations = report.path("mutations");
    String score =
        mutations.isObject()
            ? mutations.path("killed").asInt() + " of " + mutations.path("total").asInt()
            : "not run";
    double seconds =
        report.path("checks").valueStream().mapToDouble(l -> l.path("seconds").asDouble()).sum();
    JsonNode blind = report.path("blind");
    String invented =
        blind.isObject()
            ? figure(ReportMutations.share(blind), "of changes invented blind are seen", day(blind))
            : "";
    String now = "this build";
    return invented
        + figure("" + red, "cells that differ", now)
        + figure("" + report.path("interactions").size(), "pact interactions", now)
        + figure(percent(covered, possible), "of what a consumer can exercise is exercised", now)
        + figure(score, "mutants killed", mutations.isObject() ? day(mutations) : "never")
        + figure(String.format(Locale.ROOT, "%.0f s", seconds), "all checks together", now);
  }

  /** The day of a result that an earlier run left. */
  private static String day(JsonNode result) {
    String time = result.path("generatedAt").asText();
    return time.substring(0, Math.min(time.length(), "2026-01-31".length()));
  }

  private static String figure(String value, String what, String age) {
    return "<div><dt>%s<small>%s</small></dt><dd>%s</dd></div>"
        .formatted(text(what), text(age), text(value));
  }

  private String interactions() {
    StringBuilder rows = new StringBuilder();
    for (JsonNode each : report.path("interactions")) {
      String document = each.path("document").asText();
      int line = each.path("line").asInt();
      int statusLine = each.path("statusLine").asInt();
      rows.append(
          "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">%s</th>%s%s%s</tr>\n"
              .formatted(
                  text(each.path("description").asText()),
                  cell("given", text(each.path("state").asText())),
                  cell("operation", link(document, line, each.path("operation").asText())),
                  cell("status", link(document, statusLine, each.path("status").asText()))));
    }
    return """
    <section id="interactions"><h2>Pact interactions</h2>
    <p>What the client asks for, and in which state of the server. Links lead to the lines of the document.</p>
    <details><summary>All %d interactions</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Pact interactions"><table class="list" role="table">
    %s
    <tbody role="rowgroup">
    %s</tbody></table></div></details></section>
    """
        .formatted(
            report.path("interactions").size(),
            columns("interaction", "given", "operation", "status"),
            rows);
  }

  private String checks() {
    StringBuilder rows = new StringBuilder();
    for (JsonNode check : report.path("checks")) {
      boolean ran = check.path("ran").asBoolean();
      rows.append(
          "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">%d %s</th>%s%s%s</tr>\n"
              .formatted(
                  check.path("number").asInt(),
                  text(check.path("title").asText()),
                  cell("green means", text(check.path("promise").asText())),
                  cell("looked at by", text(check.path("tool").asText())),
                  cell(
                      "time",
                      ran
                          ? String.format(Locale.ROOT, "%.1f s", check.path("seconds").asDouble())
                          : "not run")));
    }
    return """
    <section id="checks"><h2>The checks and their time</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Checks"><table class="list" role="table">
    %s
    <tbody role="rowgroup">
    %s</tbody></table></div></section>
    """
        .formatted(columns("check", "green means", "looked at by", "time"), rows);
  }

  static String columns(String... names) {
    StringBuilder cells = new StringBuilder();
    for (String name : names) {
      cells.append("<th role=\"columnheader\" scope=\"col\">").append(name).append("</th>");
    }
    return "<thead role=\"rowgroup\"><tr role=\"row\">" + cells + "</tr></thead>";
  }

  /** A narrow screen shows the name of the column in the cell. */
  static String cell(String column, String content) {
    return "<td role=\"cell\" data-label=\"%s\">%s</td>".formatted(column, content);
  }

  private static String source(OpenApiDocument document) {
    StringBuilder lines = new StringBuilder();
    int number = 0;
    for (String line : document.text().lines().toList()) {
      number++;
      lines.append(
          "<span id=\"%s\" data-n=\"%d\">%s\n</span>"
              .formatted(anchor(document.name(), number), number, text(line)));
    }
    return """
    <section class="source" id="%s"><h2>%s</h2>
    <pre class="scroll" tabindex="0" role="region" aria-label="Document %s">%s</pre></section>
    """
        .formatted(document.name(), document.name() + ".yaml", document.name(), lines);
  }

  static String link(String document, int line, String label) {
    return "<a href=\"#%s\">%s</a>".formatted(anchor(document, line), text(label));
  }

  private static String anchor(String document, int line) {
    return document + "-L" + line;
  }

  static String percent(int part, int whole) {
    return whole == 0 ? "100 %" : part * 100 / whole + " %";
  }

  static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
