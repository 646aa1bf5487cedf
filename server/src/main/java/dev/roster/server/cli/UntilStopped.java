package dev.roster.server.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a command running until Ctrl-C; the JVM ends only after the work has cleaned up. */
final class UntilStopped {
  private UntilStopped() {}

  /** What runs, until the latch that it is given opens. */
  @FunctionalInterface
  interface Work {
    void run(CountDownLatch asked) throws InterruptedException;
  }

  static void run(Work work) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(asked, stopped), "stop"));
    try {
      work.run(asked);
    } finally {
      stopped.countDown();
    }
  }

  private static void stop(CountDownLatch asked, CountDownLatch stopped) {
    asked.countDown();
    try {
      stopped.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
