package dev.roster.server.http;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps the thread that reads requests only to refuse them from taking the processor away from
 * those that run: while these wait for a processor, it pauses for several times of what it has
 * used. What is not read meanwhile waits at the operating system. Safe for use by many threads.
 */
final class RefusalPause {
  /** Times the processor time of refusals. */
  private static final int TIMES = 6;

  /** Threads that wait longer before they begin say that there are too few processors. */
  private static final long SCARCE = TimeUnit.MILLISECONDS.toNanos(1);

  /** The wait is a mean of about so many. */
  private static final int MEAN_OF = 64;

  /** Shorter pauses end late by a good part of their length. */
  private static final long LEAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

  /**
   * The most that counts for one refusal, since the thread may have done something else, too; so
   * others are read late by a few milliseconds at most.
   */
  private static final long MOST_COST = TimeUnit.MILLISECONDS.toNanos(1);

  private final LongSupplier processorTime;
  private final LongConsumer park;

  /** A mean; guarded by this, like what follows. */
  private long wait;

  /** Of the thread that refused last. */
  private long lastThread;

  private long lastTime;
  private long debt;

  RefusalPause() {
    this(processorTime(), LockSupport::parkNanos);
  }

  /**
   * @param processorTime of the calling thread, in nanoseconds
   * @param park waits for so many nanoseconds
   */
  RefusalPause(LongSupplier processorTime, LongConsumer park) {
    this.processorTime = processorTime;
    this.park = park;
  }

  /** Without a clock for threads, nothing is paused. */
  private static LongSupplier processorTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : () -> 0;
  }

  /**
   * Notes that a request begins to run.
   *
   * @param nanos the time that its thread has waited for a processor
   */
  synchronized void begun(long nanos) {
    wait += (nanos - wait) / MEAN_OF;
  }

  /** Notes that the calling thread has refused a request, and pauses if that is due. */
  void refused() {
    long pause = pauseDue();
    if (pause > 0) {
      park.accept(pause);
    }
  }

  private synchronized long pauseDue() {
    long time = processorTime.getAsLong();
    long thread = Thread.currentThread().threadId();
    if (thread == lastThread && wait > SCARCE) {
      debt += TIMES * Math.min(time - lastTime, MOST_COST);
    } else {
      debt = 0;
    }
    lastThread = thread;
    lastTime = time;
    if (debt < LEAST_PAUSE) {
      return 0;
    }
    long pause = debt;
    debt = 0;
    return pause;
  }
}
