package dev.roster.server.testing;

import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * Runs the {@linkplain Operation operations} of a class on two threads at once, in random scenarios
 * that are the same ones each time (docs/adr/0079). The results must be those of some order of the
 * calls, one after the other.
 */
public final class Linearizability {
  /** So many times the scenarios, and the runs of each: a long run. */
  private static final int FACTOR = Integer.getInteger("concurrency.factor", 1);

  private static final int THREADS = 2;
  private static final int CALLS = 2;
  private static final int INTERLEAVINGS = 50;
  private static final int REPETITIONS = 20;

  /** No switches within it, of which there would be many. */
  private static final ManagedStrategyGuarantee LOGBACK_IS_SAFE =
      ManagedStrategyGuaranteeKt.forClasses(type -> type.startsWith("ch.qos.logback."))
          .allMethods()
          .ignore();

  private Linearizability() {}

  /**
   * Switches between the threads at each access to memory in turn, whatever the machine does.
   *
   * @param scenarios finds more than many runs of a few; those of some classes take long
   */
  public static void check(Class<?> operations, int scenarios) {
    run(
        new ModelCheckingOptions().addGuarantee(LOGBACK_IS_SAFE).actorsBefore(1),
        scenarios,
        INTERLEAVINGS,
        operations);
  }

  /** Runs the threads freely, for a class that has threads and sockets of its own. */
  public static void stress(Class<?> operations, int scenarios) {
    run(new StressOptions().actorsBefore(0), scenarios, REPETITIONS, operations);
  }

  private static void run(Options<?, ?> options, int scenarios, int runs, Class<?> operations) {
    options
        .threads(THREADS)
        .actorsPerThread(CALLS)
        .actorsAfter(1)
        .iterations(scenarios * FACTOR)
        .invocationsPerIteration(runs * FACTOR)
        .check(operations);
  }

  /** For validations, since Lincheck compares objects of AssertJ, which refuse that. */
  public static void requireEqual(Object actual, Object expected) {
    if (!actual.equals(expected)) {
      throw new AssertionError(actual + " instead of " + expected);
    }
  }
}
