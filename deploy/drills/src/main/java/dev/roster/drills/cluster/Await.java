package dev.roster.drills.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do. */
public final class Await {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /**
   * Waits until the condition holds.
   *
   * @throws DrillException if it does not hold in time
   */
  public static void until(String what, Duration longest, BooleanSupplier condition) {
    if (!holdsWithin(longest, condition)) {
      throw new DrillException(what + ": not within " + longest.toSeconds() + " s");
    }
  }

  /** Reports whether the condition holds in time. */
  public static boolean holdsWithin(Duration longest, BooleanSupplier condition) {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      pause(LOOK_NANOS);
    }
    return true;
  }

  /** Returns after the time has passed. */
  public static void pass(Duration time) {
    pause(time.toNanos());
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0) {
      if (Thread.currentThread().isInterrupted()) {
        throw new DrillException("interrupted");
      }
      LockSupport.parkNanos(Math.max(1, end - System.nanoTime()));
    }
  }
}
