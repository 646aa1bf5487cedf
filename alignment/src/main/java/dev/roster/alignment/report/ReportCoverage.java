package dev.roster.alignment.report;

import static dev.roster.alignment.report.ReportPage.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Coverage as a picture: a square for each status of each operation, a bar for all the rest. */
record ReportCoverage(JsonNode report) {
  private static final int ROW = 24;
  private static final int NAMES = 235;
  private static final int SQUARE = 34;
  private static final int BAR = 260;

  String html() {
    StringBuilder pictures = new StringBuilder();
    for (JsonNode document : report.path("coverage")) {
      pictures.append(picture(document));
    }
    return """
    <section id="coverage"><h2>What the pacts exercise</h2>
    <p>A square for each documented status; a bar for members, nulls, values of enumerations and parameters.</p>
    <p class="key"><span><span class="cell green">✓</span> exercised</span> <span><span class="cell red">✗</span> missing</span> <span><span class="cell grey">·</span> no consumer can exercise it; <code>coverage/excuses.tsv</code> says why</span></p>
    %s%s</section>
    """
        .formatted(pictures, excuses());
  }

  private static String picture(JsonNode document) {
    Map<String, List<JsonNode>> operations = new LinkedHashMap<>();
    TreeSet<String> statuses = new TreeSet<>();
    for (JsonNode item : document.path("list")) {
      operations.computeIfAbsent(item.path("operation").asText(), o -> new ArrayList<>()).add(item);
      if (isStatus(item)) {
        statuses.add(item.path("fact").asText());
      }
    }
    List<String> columns = List.copyOf(statuses);
    int width = NAMES + columns.size() * SQUARE + 16 + BAR + 90;
    int height = (operations.size() + 1) * ROW + 6;
    StringBuilder svg = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      svg.append(label(NAMES + i * SQUARE + SQUARE / 2, 16, "middle", columns.get(i)));
    }
    int y = ROW;
    for (Map.Entry<String, List<JsonNode>> operation : operations.entrySet()) {
      svg.append(row(operation.getKey(), operation.getValue(), columns, y));
      y += ROW;
    }
    return """
    <h3>%s: %s</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="Coverage of %s"><svg viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">
    %s</svg></div>
    """
        .formatted(
            text(document.path("document").asText()),
            sentence(document),
            text(document.path("document").asText()),
            width,
            height,
            width,
            height,
            sentence(document),
            svg);
  }

  private static String sentence(JsonNode document) {
    return "%d of %d statuses and %d of %d things that a consumer can exercise; %d in all"
        .formatted(
            document.at("/statuses/covered").asInt(),
            document.at("/statuses/possible").asInt(),
            document.at("/items/covered").asInt(),
            document.at("/items/possible").asInt(),
            document.path("all").asInt());
  }

  private static String row(String name, List<JsonNode> items, List<String> columns, int y) {
    StringBuilder row = new StringBuilder(label(0, y + 16, "start", name));
    items.stream()
        .filter(ReportCoverage::isStatus)
        .forEach(item -> row.append(square(item, columns, y)));
    int left = NAMES + columns.size() * SQUARE + 16;
    Map<String, Long> counts =
        items.stream()
            .collect(Collectors.groupingBy(i -> i.path("state").asText(), Collectors.counting()));
    for (String state : List.of("covered", "missing", "excused")) {
      int share = (int) (BAR * counts.getOrDefault(state, 0L) / items.size());
      row.append(rectangle(state, left, y + 3, share, ROW - 6));
      left += share;
    }
    String numbers = counts.getOrDefault("covered", 0L) + " of " + items.size();
    return row.append(label(left + 8, y + 16, "start", numbers)).append('\n').toString();
  }

  private static String square(JsonNode item, List<String> columns, int y) {
    int x = NAMES + columns.indexOf(item.path("fact").asText()) * SQUARE;
    String state = item.path("state").asText();
    String sign = state.equals("covered") ? "✓" : state.equals("missing") ? "✗" : "·";
    String why =
        state.equals("covered")
            ? item.path("interactions").asInt() + " interactions"
            : item.path("reason").asText("no interaction");
    return "<g><title>%s %s: %s</title>%s<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text></g>"
        .formatted(
            text(item.path("operation").asText()),
            item.path("fact").asText(),
            text(why),
            rectangle(state, x + 2, y + 2, SQUARE - 4, ROW - 4),
            state,
            x + SQUARE / 2,
            y + 17,
            sign);
  }

  private static String rectangle(String state, int x, int y, int width, int height) {
    return "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>"
        .formatted(state, x, y, width, height);
  }

  private static String label(int x, int y, String anchor, String label) {
    return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>"
        .formatted(x, y, anchor, text(label));
  }

  private static boolean isStatus(JsonNode item) {
    return item.path("fact").asText().matches("\\d{3}");
  }

  private String excuses() {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    for (JsonNode document : report.path("coverage")) {
      for (JsonNode item : document.path("list")) {
        if (item.has("reason")) {
          reasons.merge(item.path("reason").asText(), 1, Integer::sum);
        }
      }
    }
    String rows =
        reasons.entrySet().stream()
            .map(reason ->
                "<li>%s <small>(%d)</small></li>"
                    .formatted(text(reason.getKey()), reason.getValue()))
            .collect(Collectors.joining("\n"));
    return "<details><summary>Why some things cannot be exercised</summary><ul>%s</ul></details>\n"
        .formatted(rows);
  }
}
