package dev.roster.benchmarks.report;

import dev.roster.benchmarks.measure.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Processor time per request as bars with their spread, one group for each scenario. */
public final class BarChart {
  private static final int WIDTH = 860;
  private static final int LEFT = 130;
  private static final int BAR = 16;
  private static final int ROW = 24;
  private static final int GROUP = 40;
  private static final int TOP = 56;
  private static final double ROOM = 480;
  private static final String TITLE = "Processor time per request";

  private final Report report;
  private final SvgDocument svg;
  private double y = TOP;

  private BarChart(Report report) {
    this.report = report;
    this.svg = new SvgDocument(TITLE, description(report));
  }

  /** Draws the summaries of a report. */
  public static String render(Report report) {
    BarChart chart = new BarChart(report);
    chart.legend();
    Map<String, List<Summary>> groups =
        report.summaries().stream()
            .collect(
                Collectors.groupingBy(Summary::scenario, LinkedHashMap::new, Collectors.toList()));
    groups.forEach(chart::group);
    return chart.svg.render(WIDTH, (int) chart.y);
  }

  private static String description(Report report) {
    return report.summaries().stream()
        .map(summary ->
            "%s, %s: %s µs%s"
                .formatted(
                    summary.scenario(),
                    summary.subject(),
                    MarkdownReport.number(summary.closed(Sample::cpuMicros).median()),
                    summary
                        .postgres()
                        .map(p -> " and PostgreSQL " + MarkdownReport.number(p.median()) + " µs")
                        .orElse("")))
        .collect(Collectors.joining("; ", "Medians. ", "."));
  }

  private void legend() {
    svg.text(0, 16, "strong", "start", TITLE + " in µs, median and spread of all cycles");
    svg.bar(LEFT, 28, BAR, 12, "a", "server");
    svg.text(LEFT + 22, 39, "small", "start", "server");
    svg.bar(LEFT + 80, 28, BAR, 12, "b", "PostgreSQL");
    svg.text(LEFT + 102, 39, "small", "start", "PostgreSQL");
    svg.text(LEFT + 190, 39, "small", "start", "each scenario has a scale of its own");
  }

  private void group(String scenario, List<Summary> summaries) {
    double longest = summaries.stream().mapToDouble(BarChart::longest).max().orElse(1);
    svg.text(0, y + 12, "strong", "start", report.titles().getOrDefault(scenario, scenario));
    y += ROW;
    for (Summary summary : summaries) {
      bars(summary, ROOM / longest);
      y += ROW;
    }
    y += GROUP - ROW;
  }

  private static double longest(Summary summary) {
    return summary.closed(Sample::cpuMicros).max()
        + summary.postgres().map(Spread::max).orElse(0.0);
  }

  private void bars(Summary summary, double scale) {
    Spread server = summary.closed(Sample::cpuMicros);
    Optional<Spread> postgres = summary.postgres();
    svg.text(LEFT - 8, y + 12, "small", "end", summary.subject());
    double end = bar(LEFT, server, scale, "a", summary.subject());
    double spreads = LEFT + server.max() * scale;
    if (postgres.isPresent()) {
      spreads = end + postgres.get().max() * scale;
      end = bar(end, postgres.get(), scale, "b", "PostgreSQL for " + summary.subject());
    }
    String label = MarkdownReport.number(server.median());
    String more = postgres.map(p -> " + " + MarkdownReport.number(p.median())).orElse("");
    svg.text(Math.max(end, spreads) + 8, y + 12, "small", "start", label + more);
  }

  /** Returns where the bar ends, without its spread. */
  private double bar(double x, Spread spread, double scale, String style, String name) {
    double width = spread.median() * scale;
    String tip =
        "%s: %s µs (%s..%s)"
            .formatted(
                name,
                MarkdownReport.number(spread.median()),
                MarkdownReport.number(spread.min()),
                MarkdownReport.number(spread.max()));
    svg.bar(x, y, width, BAR, style, tip);
    double middle = y + BAR / 2.0;
    svg.line(x + spread.min() * scale, middle, x + spread.max() * scale, middle, "line");
    svg.line(x + spread.min() * scale, middle - 4, x + spread.min() * scale, middle + 4, "line");
    svg.line(x + spread.max() * scale, middle - 4, x + spread.max() * scale, middle + 4, "line");
    return x + width;
  }
}
