package dev.roster.benchmarks.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One run of one scenario against one subject.
 *
 * @param model closed loop or open model
 * @param rate requests per second that were intended; null in a closed loop
 * @param cpuMicros processor time of the subject per request, without compiler threads
 * @param jitMicros that of its compiler threads
 * @param postgresMicros that of the database; null for a subject without one
 * @param client share of the machine used by the load generator
 * @param others share of the machine used by no measured process
 * @param stolen share of the machine taken by other virtual machines
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sample(
    String subject,
    String scenario,
    int cycle,
    Model model,
    @Nullable Double rate,
    Subject.Load load,
    double cpuMicros,
    double jitMicros,
    @Nullable Double postgresMicros,
    double client,
    double others,
    double stolen) {

  /** The way requests arrive. */
  public enum Model {
    CLOSED,
    OPEN
  }

  /** Requests per second. */
  public double throughput() {
    return load.seconds() == 0 ? 0 : load.requests() / load.seconds();
  }
}
