package dev.roster.benchmarks.report;

import java.util.List;
import java.util.OptionalInt;

/**
 * The seconds after the first request.
 *
 * @param errors responses with another status than expected
 * @param others share of the machine used by no measured process
 */
public record WarmUpCurve(List<Second> seconds, long errors, double others) {
  private static final int WINDOW = 5;
  private static final int KEPT = 10;
  private static final double NEARLY = 0.9;

  /**
   * One second.
   *
   * @param second 1 for the first
   * @param requests that were sent
   * @param cpuSeconds of the server, compilers included
   */
  public record Second(
      int second, long requests, double cpuSeconds, double jitSeconds, double postgresSeconds) {

    /** Processor time of the server per request in microseconds. */
    public double cpuMicros() {
      return requests == 0 ? 0 : cpuSeconds * 1e6 / requests;
    }
  }

  /** The peak in requests per second: the median of the last third. */
  public double peak() {
    List<Double> last =
        seconds.subList(seconds.size() * 2 / 3, seconds.size()).stream()
            .map(second -> (double) second.requests())
            .toList();
    return Spread.of(last).median();
  }

  /**
   * The second in which 90 % of the peak is reached and kept: it has as much, and so has the mean
   * of the 5 seconds that begin with it and with each of the 10 seconds after it.
   */
  public OptionalInt steadySecond() {
    int inARow = 0;
    int last = seconds.size() - WINDOW;
    for (int i = 0; i <= last; i++) {
      boolean begins = inARow > 0 || seconds.get(i).requests() >= NEARLY * peak();
      inARow = begins && mean(i) >= NEARLY * peak() ? inARow + 1 : 0;
      if (inARow > KEPT || i == last && inARow > 0) {
        return OptionalInt.of(seconds.get(i - inARow + 1).second());
      }
    }
    return OptionalInt.empty();
  }

  private double mean(int first) {
    return seconds.subList(first, first + WINDOW).stream()
        .mapToLong(Second::requests)
        .average()
        .orElse(0);
  }

  /** The share of the server's processor time that compilers used in the first seconds. */
  public double jitShare(int first) {
    List<Second> early = seconds.subList(0, Math.min(first, seconds.size()));
    double all = early.stream().mapToDouble(Second::cpuSeconds).sum();
    return all == 0 ? 0 : early.stream().mapToDouble(Second::jitSeconds).sum() / all;
  }

  /** The number of requests before a second. */
  public long requestsBefore(int second) {
    return seconds.stream().filter(s -> s.second() < second).mapToLong(Second::requests).sum();
  }
}
