package dev.roster.server.cli;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * Keeps a command running until SIGTERM or Ctrl-C; the JVM ends only after the work has cleaned up.
 * A command that stopped when it was asked to ends with its own exit code, not with that of a
 * signal.
 */
final class StopSignal {
  private StopSignal() {}

  /** The work that runs until its latch opens. */
  @FunctionalInterface
  interface Work {
    void run(CountDownLatch stopRequested) throws InterruptedException;
  }

  static void run(Work work) throws InterruptedException {
    CountDownLatch stopRequested = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    // whatever else ends the JVM, such as a terminal that is closed
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopRequested, stopped), "stop"));
    on("TERM", stopRequested);
    on("INT", stopRequested);
    try {
      work.run(stopRequested);
    } finally {
      stopped.countDown();
    }
  }

  /** Handles a signal; under -Xrs the JVM keeps its own handling. */
  private static void on(String signal, CountDownLatch stopRequested) {
    try {
      Signal.handle(new Signal(signal), _ -> stopRequested.countDown());
    } catch (IllegalArgumentException unavailable) {
      // the hook does the same
    }
  }

  private static void stop(CountDownLatch stopRequested, CountDownLatch stopped) {
    stopRequested.countDown();
    try {
      stopped.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
