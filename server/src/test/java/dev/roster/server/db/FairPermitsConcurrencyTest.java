package dev.roster.server.db;

import dev.roster.server.testing.Linearizability;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("concurrency")
class FairPermitsConcurrencyTest {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  /** Threads that do not wait. */
  public static class Impatient {
    private final FairPermits permits = new FairPermits(1);

    @Operation
    public boolean acquire() throws InterruptedException {
      return permits.acquire(System.nanoTime());
    }

    @Operation
    public void release() {
      permits.release();
    }

    @Operation
    public int waiting() {
      return permits.waiting();
    }
  }

  /** Threads that wait until they are interrupted, while permits come back. */
  public static class Interrupted {
    private final FairPermits permits = new FairPermits(1);
    private final AtomicInteger held = new AtomicInteger();

    public Interrupted() {
      acquire();
    }

    @Operation
    public final void acquire() {
      Thread.currentThread().interrupt();
      try {
        if (permits.acquire(System.nanoTime() + HOUR)) {
          held.incrementAndGet();
        }
      } catch (InterruptedException stopped) {
        // waits no longer
      } finally {
        var unused = Thread.interrupted();
      }
    }

    @Operation
    public void release() {
      if (held.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
        permits.release();
      }
    }

    @Operation
    public void refuseOverdue() {
      permits.refuseOverdue(System.nanoTime() + 2 * HOUR);
    }

    @Validate
    public void noPermitIsLostOrGivenTwice() throws InterruptedException {
      while (permits.acquire(System.nanoTime())) {
        held.incrementAndGet();
      }
      Linearizability.requireEqual(held.get(), 1);
    }
  }

  @Test
  void permitsAreCountedAsIfOneThreadCameAfterTheOther() {
    Linearizability.check(Impatient.class, 30);
  }

  @Test
  void aPermitComesBackThatReachesAThreadAsItIsInterrupted() {
    Linearizability.check(Interrupted.class, 15);
  }
}
