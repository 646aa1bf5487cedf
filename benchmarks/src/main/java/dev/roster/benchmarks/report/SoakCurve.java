package dev.roster.benchmarks.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The readings of a server that had the same load for a long time.
 *
 * @param samples in their order, at least three
 * @param requests responses with the expected status
 * @param errors all others
 */
public record SoakCurve(List<Sample> samples, long requests, long errors) {
  private static final int THIRDS = 3;

  /** Less is how much a value differs between two readings of a server that does not grow. */
  private static final double TOLERATED = 0.05;

  /**
   * One reading.
   *
   * @param minute since the begin
   * @param heapMegabytes in use behind a collection
   * @param pssMegabytes of the process
   * @param connections to the database
   * @param series of metrics
   */
  public record Sample(
      double minute,
      double heapMegabytes,
      double pssMegabytes,
      int threads,
      int files,
      double connections,
      double series) {}

  /**
   * A value that must not grow.
   *
   * @param slack what it may grow by, however small it is
   */
  public record Value(String name, ToDoubleFunction<Sample> of, double slack) {}

  /** The values that must not grow. */
  public static final List<Value> VALUES =
      List.of(
          new Value("heap after GC, MB", Sample::heapMegabytes, 1),
          new Value("threads", Sample::threads, 2),
          new Value("open files", Sample::files, 4),
          new Value("connections to the database", Sample::connections, 1),
          new Value("metric series", Sample::series, 0));

  /** The mean of a value in the second and in the last third; the first third is the warm-up. */
  public record Growth(double before, double after, boolean grown) {}

  /** The growth of a value. */
  public Growth growth(Value value) {
    int third = samples.size() / THIRDS;
    double before = mean(value, samples.subList(third, samples.size() - third));
    double after = mean(value, samples.subList(samples.size() - third, samples.size()));
    return new Growth(before, after, after - before > Math.max(value.slack(), TOLERATED * before));
  }

  private static double mean(Value value, List<Sample> samples) {
    OptionalDouble mean = samples.stream().mapToDouble(value.of()).average();
    return mean.orElseThrow(() -> new IllegalStateException("a soak has three samples at least"));
  }

  /** Reports whether something grew, or a request failed. */
  public boolean isFailed() {
    return errors > 0 || VALUES.stream().anyMatch(value -> growth(value).grown());
  }
}
