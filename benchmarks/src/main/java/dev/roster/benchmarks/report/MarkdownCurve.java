package dev.roster.benchmarks.report;

import dev.roster.benchmarks.report.WarmUpCurve.Second;
import java.util.Map;
import java.util.Set;

/** A warm-up as a table for people. */
public final class MarkdownCurve {
  private static final Set<Integer> SHOWN =
      Set.of(1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60, 75, 90, 120, 180);
  private static final int EARLY = 10;

  private MarkdownCurve() {}

  /** Renders a curve. */
  public static String render(WarmUpCurve curve, Map<String, String> facts) {
    StringBuilder text = new StringBuilder();
    if (curve.others() > Summary.NOISE_LIMIT) {
      text.append(
          "**The machine was too noisy**: others used %.0f %% of it. Do not believe this curve.%n%n"
              .formatted(100 * curve.others()));
    }
    facts.forEach((name, value) -> text.append("- %s: %s%n".formatted(name, value)));
    text.append("- peak: %s requests/s%n".formatted(MarkdownReport.number(curve.peak())));
    text.append(
        curve.steadySecond().isPresent()
            ? "- 90 %% of the peak reached and kept from second %d on, after %,d requests%n"
                .formatted(
                    curve.steadySecond().getAsInt(),
                    curve.requestsBefore(curve.steadySecond().getAsInt()))
            : "- 90 % of the peak was not kept\n");
    text.append(
        "- compilers used %.0f %% of the processor time of the first %d s%n"
            .formatted(100 * curve.jitShare(EARLY), EARLY));
    text.append("- errors: %d%n%n".formatted(curve.errors()));
    text.append(
        """
        | second | requests | share of the peak | CPU µs per request | of that JIT | PostgreSQL µs |
        | --- | --- | --- | --- | --- | --- |
        """);
    curve.seconds().stream()
        .filter(second -> SHOWN.contains(second.second()))
        .forEach(second -> text.append(row(second, curve.peak())));
    return text.toString();
  }

  private static String row(Second second, double peak) {
    double requests = Math.max(1, second.requests());
    return "| %d | %d | %.0f %% | %s | %s | %s |%n"
        .formatted(
            second.second(),
            second.requests(),
            100 * second.requests() / Math.max(1, peak),
            MarkdownReport.number(second.cpuMicros()),
            MarkdownReport.number(second.jitSeconds() * 1e6 / requests),
            MarkdownReport.number(second.postgresSeconds() * 1e6 / requests));
  }
}
