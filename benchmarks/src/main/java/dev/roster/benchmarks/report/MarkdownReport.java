package dev.roster.benchmarks.report;

import dev.roster.benchmarks.measure.Sample;
import dev.roster.benchmarks.report.Report.Cost;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The results as tables for people. */
public final class MarkdownReport {
  private static final String COSTS =
      """

      ## Cost of a request, at saturation

      | scenario | subject | CPU µs | first server is × | JIT µs | PostgreSQL µs | allocated KB | statements | requests/s |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;
  private static final String LATENCIES =
      """

      ## Latency in ms: p50 · p99 · p99.9

      | scenario | subject | at saturation | open model | at requests/s | errors | noisy runs |
      | --- | --- | --- | --- | --- | --- | --- |
      """;
  private static final String MEMORY =
      """

      ## Memory in MB (PSS)

      | subject | before | after |
      | --- | --- | --- |
      """;

  private final Report report;
  private final List<Summary> summaries;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
    this.summaries = report.summaries();
  }

  /** Renders a report. */
  public static String render(Report report) {
    MarkdownReport rendering = new MarkdownReport(report);
    rendering.verdict();
    report.facts().forEach((name, value) -> rendering.line("- %s: %s", name, value));
    rendering.text.append(COSTS);
    rendering.summaries.forEach(rendering::cost);
    rendering.text.append(LATENCIES);
    rendering.summaries.forEach(rendering::latency);
    rendering.text.append(MEMORY);
    report
        .memory()
        .forEach(memory ->
            rendering.line(
                "| %s | %s | %s |",
                memory.subject(),
                orNothing(memory.idleMegabytes()),
                orNothing(memory.loadedMegabytes())));
    return rendering.text.toString();
  }

  private void verdict() {
    long noisy = summaries.stream().mapToLong(Summary::noisyRuns).sum();
    long runs = summaries.stream().mapToLong(Summary::runs).sum();
    if (noisy > 0) {
      line(
          "**The machine was too noisy in %d of %d runs**: others used more than %.0f %% of it. Do"
              + " not believe their throughput and latency.%n",
          noisy, runs, Summary.NOISE_LIMIT * 100);
    }
  }

  private void cost(Summary summary) {
    Optional<Cost> cost = costOf(summary);
    line(
        "| %s | %s | %s | %s | %s | %s | %s | %s | %s |",
        summary.scenario(),
        summary.subject(),
        spread(summary.closed(Sample::cpuMicros)),
        ratio(summary),
        number(summary.closed(Sample::jitMicros).median()),
        summary.postgres().map(MarkdownReport::spread).orElse(""),
        cost.map(Cost::allocatedBytes).map(bytes -> number(bytes / 1024)).orElse(""),
        cost.map(Cost::statements).map(MarkdownReport::number).orElse(""),
        spread(summary.closed(Sample::throughput)));
  }

  /** The first server's processor time divided by this subject's. */
  private String ratio(Summary summary) {
    Summary first =
        summaries.stream()
            .filter(other -> other.scenario().equals(summary.scenario()))
            .findFirst()
            .orElseThrow();
    double own = summary.closed(Sample::cpuMicros).median();
    return first == summary || own == 0
        ? ""
        : number(first.closed(Sample::cpuMicros).median() / own);
  }

  private Optional<Cost> costOf(Summary summary) {
    return report.costs().stream()
        .filter(cost -> cost.scenario().equals(summary.scenario()))
        .filter(cost -> cost.subject().equals(summary.subject()))
        .findFirst();
  }

  private void latency(Summary summary) {
    line(
        "| %s | %s | %s | %s | %s | %d | %s |",
        summary.scenario(),
        summary.subject(),
        latencies(summary.closed()),
        summary.open().isEmpty() ? "" : latencies(summary.open()),
        summary.open(Sample::throughput).map(spread -> number(spread.median())).orElse(""),
        summary.errors(),
        summary.noisyRuns() == 0 ? "" : summary.noisyRuns() + " of " + summary.runs());
  }

  private static String latencies(List<Sample> samples) {
    return String.join(
        " · ",
        number(Summary.spread(samples, sample -> sample.load().p50Millis()).median()),
        number(Summary.spread(samples, sample -> sample.load().p99Millis()).median()),
        number(Summary.spread(samples, sample -> sample.load().p999Millis()).median()));
  }

  private static String spread(Spread spread) {
    return "%s (%s..%s)"
        .formatted(number(spread.median()), number(spread.min()), number(spread.max()));
  }

  private static String orNothing(@Nullable Double value) {
    return value == null ? "" : number(value);
  }

  /** Three digits that count. */
  static String number(double value) {
    if (Math.abs(value) >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
