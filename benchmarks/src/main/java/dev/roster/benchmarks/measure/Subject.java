package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.load.LoadResult;
import dev.roster.benchmarks.process.ProcessTree;
import dev.roster.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A process that is measured: a server or a floor. */
public interface Subject extends AutoCloseable {
  /** The name in the results. */
  String name();

  /** The processes whose processor time counts as the subject's. */
  ProcessTree processes();

  /** Reports whether the database works for this subject. */
  boolean usesDatabase();

  /** Reports whether the subject can do something for the scenario. */
  boolean supports(Scenario scenario);

  /** Keeps the subject as busy as it gets. */
  Load closedLoop(Scenario scenario, Duration duration) throws IOException;

  /** Sends requests at a fixed rate; empty if the subject takes none. */
  Optional<Load> openModel(Scenario scenario, double perSecond, Duration duration)
      throws IOException;

  @Override
  void close();

  /**
   * Load that was put on a subject.
   *
   * @param p50Millis latency, as the two after it
   */
  record Load(
      long requests,
      long errors,
      double seconds,
      double p50Millis,
      double p99Millis,
      double p999Millis) {
    private static final double MILLI = 1e6;

    static Load of(LoadResult result) {
      return new Load(
          result.requests(),
          result.errors(),
          result.seconds(),
          result.latencies().percentile(0.5) / MILLI,
          result.latencies().percentile(0.99) / MILLI,
          result.latencies().percentile(0.999) / MILLI);
    }
  }
}
