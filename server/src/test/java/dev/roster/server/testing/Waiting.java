package dev.roster.server.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process does. */
public final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Waiting() {}

  /** Waits until the condition holds. */
  public static void until(BooleanSupplier done) {
    until(PATIENCE, done);
  }

  /** The same for what may take longer. */
  public static void until(Duration patience, BooleanSupplier done) {
    long end = System.nanoTime() + patience.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nothing happened for " + patience);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }
}
