package dev.roster.drills;

import dev.roster.drills.judge.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of drills as text. */
final class Figures {
  private static final String HEAD =
      """
      | mode | calls | statuses | during | longest | recovery | acknowledged | lost | twice | 500 \
      | 503 without Retry-After | result |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  private Figures() {}

  /** The evidence and the findings of one drill. */
  static String of(Verdict verdict) {
    String findings =
        verdict.findings().stream()
            .map(finding -> "  - " + finding + "\n")
            .collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        "%s: %s, seed %d%n  %s: %s%n%s",
        verdict.mode(),
        result(verdict),
        verdict.seed(),
        verdict.hit() ? "hit" : "not hit",
        verdict.evidence(),
        findings);
  }

  /** A table in Markdown with a row for each drill. */
  static String table(List<Verdict> verdicts) {
    return verdicts.stream().map(Figures::row).collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(Verdict verdict) {
    String statuses =
        verdict.statuses().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "| `%s` | %d | %s | %.0f %% | %.1f s | %.1f s | %d | %d | %d | %d | %d | %s |%n",
        verdict.mode(),
        verdict.calls(),
        statuses,
        100 * verdict.during(),
        verdict.longestMillis() / 1e3,
        verdict.recoveryMillis() / 1e3,
        verdict.acknowledged(),
        verdict.lost(),
        verdict.twice(),
        verdict.errors500(),
        verdict.withoutRetryAfter(),
        result(verdict));
  }

  private static String result(Verdict verdict) {
    return verdict.passed() ? "PASS" : "FAIL";
  }
}
