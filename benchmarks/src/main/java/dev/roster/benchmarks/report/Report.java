package dev.roster.benchmarks.report;

import dev.roster.benchmarks.measure.Sample;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of a measurement.
 *
 * @param facts of the machine and the run, by name
 * @param titles of the scenarios, by name
 * @param memory of the subjects
 * @param costs that are measured outside the cycles
 */
public record Report(
    Map<String, String> facts,
    Map<String, String> titles,
    List<Sample> samples,
    List<Memory> memory,
    List<Cost> costs) {

  /**
   * Memory of a subject's processes (PSS).
   *
   * @param idleMegabytes before the first request of this run
   * @param loadedMegabytes after the last
   */
  public record Memory(
      String subject, @Nullable Double idleMegabytes, @Nullable Double loadedMegabytes) {}

  /**
   * The costs of a request apart from processor time.
   *
   * @param allocatedBytes by the JVM per request; null if it does not say
   * @param statements of SQL per request; null if the database does not say
   */
  public record Cost(
      String scenario,
      String subject,
      @Nullable Double allocatedBytes,
      @Nullable Double statements) {}

  /** The runs by scenario and subject. */
  public List<Summary> summaries() {
    return Summary.of(samples);
  }
}
