package dev.roster.server.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Keeps a command running until SIGTERM or Ctrl-C; the JVM ends only after the work has cleaned up.
 * A command that stopped when it was asked to ends with its own exit code, not with that of a
 * signal. Safe for use by many threads.
 */
final class StopSignal {
  /** One for each signal. */
  private final Semaphore signals = new Semaphore(0);

  private final CountDownLatch stopped = new CountDownLatch(1);

  private StopSignal() {}

  /** The work that runs until the signal. */
  @FunctionalInterface
  interface Work {
    void run(StopSignal stop) throws InterruptedException;
  }

  static void run(Work work) throws InterruptedException {
    StopSignal stop = new StopSignal();
    // whatever else ends the JVM, such as a terminal that is closed
    Runtime.getRuntime().addShutdownHook(new Thread(stop::end, "stop"));
    stop.on("TERM");
    stop.on("INT");
    try {
      work.run(stop);
    } finally {
      stop.stopped.countDown();
    }
  }

  /** Waits for the first signal. */
  void await() throws InterruptedException {
    signals.acquire();
  }

  /** Does what a signal does. */
  void request() {
    signals.release();
  }

  /**
   * Waits for some time, or for another signal: a person who presses Ctrl-C twice is in a hurry.
   */
  void awaitAgain(Duration atMost) throws InterruptedException {
    var unused = signals.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Handles a signal; under -Xrs the JVM keeps its own handling. */
  private void on(String signal) {
    try {
      Signal.handle(new Signal(signal), _ -> signals.release());
    } catch (IllegalArgumentException unavailable) {
      // the hook does the same
    }
  }

  private void end() {
    signals.release();
    try {
      stopped.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
