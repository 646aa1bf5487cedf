package dev.roster.server.logging;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/**
 * Writes whole lines to a place that may block or fail. While it does, lines are dropped and
 * counted; the first line afterwards is a notice of their number. Of all threads only the one that
 * met the obstacle waits for it. Safe for use by many threads.
 */
final class LineOutput {
  /** A place for bytes. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes) throws IOException;
  }

  /**
   * As many may wait for long. 64 requests run at a time (docs/adr/0059), and some must be left to
   * serve the others.
   */
  private static final int PATIENT = 48;

  /**
   * The wait of the others; longer than an operating system leaves a thread without a processor.
   */
  private static final Duration CROWDED = Duration.ofMillis(20);

  private static final byte[] END_OF_LINE = {'\n'};

  private final Sink sink;
  private final Duration patience;
  private final LongFunction<byte[]> notice;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean blocked;
  private boolean broken;

  /**
   * @param patience longest time that a line waits for others
   * @param notice the line that reports how many were dropped
   */
  LineOutput(Sink sink, Duration patience, LongFunction<byte[]> notice) {
    this.sink = sink;
    this.patience = patience;
    this.notice = notice;
  }

  /** Writes a line, which ends with a line break, or drops it. */
  void write(byte[] line) {
    if (!acquired()) {
      dropped.incrementAndGet();
      return;
    }
    try {
      writeLocked(line);
    } catch (IOException failure) {
      // such as a full disk; there is no other place to say so
      dropped.incrementAndGet();
      broken = true;
    } finally {
      blocked = false;
      lock.unlock();
    }
  }

  private boolean acquired() {
    if (lock.tryLock()) {
      return true;
    }
    if (blocked) {
      return false;
    }
    try {
      Duration wait = lock.getQueueLength() < PATIENT ? patience : CROWDED;
      boolean acquired = lock.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS);
      blocked = !acquired;
      return acquired;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void writeLocked(byte[] line) throws IOException {
    if (broken) {
      // a part of the last line may be there
      sink.write(END_OF_LINE);
      broken = false;
    }
    long missing = dropped.get();
    if (missing > 0) {
      sink.write(notice.apply(missing));
      dropped.addAndGet(-missing);
    }
    sink.write(line);
  }
}
