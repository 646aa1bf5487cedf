package dev.roster.benchmarks.report;

import java.util.List;
import java.util.Map;

/** The behaviour of a server that gets more requests than it can work on, as a table for people. */
public final class MarkdownOverload {
  private MarkdownOverload() {}

  /**
   * One rate of requests.
   *
   * @param multiple of the peak
   * @param due requests per second
   * @param dropped those of them that found all connections busy, per second
   * @param accepted responses with the expected status per second
   * @param acceptedP99 in milliseconds, as what follows
   * @param refused responses with 503 per second
   * @param failed all others, broken connections among them
   */
  public record Rate(
      double multiple,
      double due,
      double dropped,
      double accepted,
      double acceptedP99,
      double refused,
      double refusedP99,
      long failed) {}

  /**
   * Renders the rates.
   *
   * @param peak of the closed loop, in requests per second
   */
  public static String render(double peak, List<Rate> rates, Map<String, String> facts) {
    StringBuilder text = new StringBuilder();
    facts.forEach((name, value) -> text.append("- %s: %s%n".formatted(name, value)));
    text.append("- peak: %s requests/s%n%n".formatted(MarkdownReport.number(peak)));
    text.append(
        """
        | rate | requests/s | dropped/s | accepted/s | share of the peak | p99 ms | refused/s | p99 ms | failed |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        """);
    rates.forEach(rate ->
        text.append(
            "| %s × | %s | %s | %s | %.0f %% | %s | %s | %s | %d |%n"
                .formatted(
                    MarkdownReport.number(rate.multiple()),
                    MarkdownReport.number(rate.due()),
                    MarkdownReport.number(rate.dropped()),
                    MarkdownReport.number(rate.accepted()),
                    100 * rate.accepted() / Math.max(1, peak),
                    MarkdownReport.number(rate.acceptedP99()),
                    MarkdownReport.number(rate.refused()),
                    MarkdownReport.number(rate.refusedP99()),
                    rate.failed())));
    return text.toString();
  }
}
