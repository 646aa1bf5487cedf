package dev.roster.benchmarks.report;

import dev.roster.benchmarks.measure.Sample;
import dev.roster.benchmarks.report.Report.Cost;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The results as tables for people. */
public final class MarkdownReport {
  private static final String HEAD =
      """
      | scenario | subject | CPU µs | JIT µs | PostgreSQL µs | requests/s | p50 · p99 · p99.9 ms | open model: rate/s | p50 · p99 · p99.9 ms | allocated KB | statements | errors | noisy runs |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  private final Report report;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
  }

  /** Renders a report. */
  public static String render(Report report) {
    MarkdownReport rendering = new MarkdownReport(report);
    rendering.verdict();
    rendering.facts();
    rendering.text.append(HEAD);
    report.summaries().forEach(rendering::row);
    rendering.memory();
    return rendering.text.toString();
  }

  private void verdict() {
    long noisy = report.summaries().stream().mapToLong(Summary::noisyRuns).sum();
    long runs = report.summaries().stream().mapToLong(Summary::runs).sum();
    if (noisy > 0) {
      text.append(
          "**The machine was too noisy in %d of %d runs**: others used more than %.0f %% of it. Do not believe their throughput and latency.%n%n"
              .formatted(noisy, runs, Summary.NOISE_LIMIT * 100));
    }
  }

  private void facts() {
    report.facts().forEach((name, value) -> line("- %s: %s", name, value));
    text.append('\n');
  }

  private void row(Summary summary) {
    line(
        "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %d | %s |",
        summary.scenario(),
        summary.subject(),
        spread(summary.closed(Sample::cpuMicros)),
        number(summary.closed(Sample::jitMicros).median()),
        summary.postgres().map(MarkdownReport::spread).orElse(""),
        spread(summary.closed(Sample::throughput)),
        latencies(
            summary.closed(s -> s.load().p50Millis()),
            summary.closed(s -> s.load().p99Millis()),
            summary.closed(s -> s.load().p999Millis())),
        summary.open(Sample::throughput).map(MarkdownReport::spread).orElse(""),
        openLatencies(summary),
        cost(summary).map(Cost::allocatedBytes).map(bytes -> number(bytes / 1024)).orElse(""),
        cost(summary).map(Cost::statements).map(MarkdownReport::number).orElse(""),
        summary.errors(),
        summary.noisyRuns() == 0 ? "" : summary.noisyRuns() + " of " + summary.runs());
  }

  private Optional<Cost> cost(Summary summary) {
    return report.costs().stream()
        .filter(cost -> cost.scenario().equals(summary.scenario()))
        .filter(cost -> cost.subject().equals(summary.subject()))
        .findFirst();
  }

  private static String openLatencies(Summary summary) {
    if (summary.open().isEmpty()) {
      return "";
    }
    return latencies(
        summary.open(s -> s.load().p50Millis()).orElseThrow(),
        summary.open(s -> s.load().p99Millis()).orElseThrow(),
        summary.open(s -> s.load().p999Millis()).orElseThrow());
  }

  private static String latencies(Spread p50, Spread p99, Spread p999) {
    return String.join(
        " · ", List.of(number(p50.median()), number(p99.median()), number(p999.median())));
  }

  private void memory() {
    text.append("\n| subject | PSS before, MB | PSS after, MB |\n| --- | --- | --- |\n");
    report
        .memory()
        .forEach(m ->
            line(
                "| %s | %s | %s |",
                m.subject(), orNothing(m.idleMegabytes()), orNothing(m.loadedMegabytes())));
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
