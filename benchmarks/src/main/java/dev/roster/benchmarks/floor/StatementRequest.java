package dev.roster.benchmarks.floor;

import java.time.Duration;
import java.util.List;

/**
 * A run that is asked of the statement floor, as one line: {@code SCENARIO MILLISECONDS}.
 *
 * @param duration of the closed loop
 */
public record StatementRequest(String scenario, Duration duration) {

  /** The request as a line. */
  public String line() {
    return scenario + " " + duration.toMillis();
  }

  static StatementRequest parse(String line) {
    List<String> words = List.of(line.split(" ", 2));
    return new StatementRequest(words.get(0), Duration.ofMillis(Long.parseLong(words.get(1))));
  }
}
