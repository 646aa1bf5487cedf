package dev.roster.benchmarks.floor;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result of a run of the statement floor, as one line of numbers.
 *
 * @param executions of all statements of the scenario
 * @param nanos of the run
 * @param p50 in nanoseconds, as the two after it
 */
public record StatementResult(long executions, long nanos, long p50, long p99, long p999) {

  /** The result as a line. */
  String line() {
    return Stream.of(executions, nanos, p50, p99, p999)
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  /** Reads a {@link #line}. */
  public static StatementResult parse(String line) {
    List<Long> numbers = Stream.of(line.split(" ")).map(Long::valueOf).toList();
    return new StatementResult(
        numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4));
  }
}
