package dev.roster.benchmarks.report;

import dev.roster.benchmarks.report.SoakCurve.Growth;
import java.util.Map;

/** A soak as a table for people. */
public final class MarkdownSoak {
  private MarkdownSoak() {}

  /** Renders a curve. */
  public static String render(SoakCurve curve, Map<String, String> facts) {
    StringBuilder text = new StringBuilder();
    facts.forEach((name, value) -> text.append("- %s: %s%n".formatted(name, value)));
    text.append("- requests: %,d, failed: %,d%n%n".formatted(curve.requests(), curve.errors()));
    text.append(
        """
        | value | second third | last third | grows |
        | --- | --- | --- | --- |
        """);
    SoakCurve.VALUES.forEach(value -> {
      Growth growth = curve.growth(value);
      text.append(
          "| %s | %s | %s | %s |%n"
              .formatted(
                  value.name(),
                  MarkdownReport.number(growth.before()),
                  MarkdownReport.number(growth.after()),
                  growth.grown() ? "**yes**" : "no"));
    });
    return text.toString();
  }
}
