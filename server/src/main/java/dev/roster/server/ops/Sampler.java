package dev.roster.server.ops;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A value that may be slow to read, such as one of a database. It is read on a thread of its own,
 * once at a time and at most every few seconds, however many ask for it. Safe for use by many
 * threads.
 */
public final class Sampler<T> {
  /** From the end of a read on, so that a failure which comes late is told as well. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** The longest wait for a value, counted from its beginning, for all who ask together. */
  static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final Supplier<T> source;
  private final LongSupplier nanos;
  private final Executor threads;
  private @Nullable Sample<T> latest;

  /**
   * @param source may wait and may fail
   */
  public Sampler(Supplier<T> source) {
    this(source, System::nanoTime, work -> Thread.ofVirtual().name("sampler").start(work));
  }

  /**
   * @param nanos a clock as {@link System#nanoTime}
   * @param threads read the source
   */
  Sampler(Supplier<T> source, LongSupplier nanos, Executor threads) {
    this.source = source;
    this.nanos = nanos;
    this.threads = threads;
  }

  /** A value that may still be on its way; the end counts once it is not. */
  private record Sample<T>(long begun, AtomicLong ended, CompletableFuture<T> result) {}

  /** A number of the value; NaN if it cannot be read now. */
  public double value(ToDoubleFunction<T> number) {
    try {
      return number.applyAsDouble(get());
    } catch (TimeoutException | ExecutionException unknown) {
      return Double.NaN;
    }
  }

  /**
   * The value.
   *
   * @throws TimeoutException if it takes longer than {@link #PATIENCE}
   * @throws ExecutionException if it cannot be read
   */
  T get() throws TimeoutException, ExecutionException {
    try {
      Sample<T> sample = sample();
      long waited = nanos.getAsLong() - sample.begun;
      return sample.result.get(PATIENCE.toNanos() - waited, TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(stopped);
    }
  }

  private synchronized Sample<T> sample() {
    long now = nanos.getAsLong();
    Sample<T> known = latest;
    if (known != null && (!known.result.isDone() || now - known.ended.get() < FRESH.toNanos())) {
      return known;
    }
    AtomicLong ended = new AtomicLong(now);
    CompletableFuture<T> result = CompletableFuture.supplyAsync(() -> read(ended), threads);
    Sample<T> begun = new Sample<>(now, ended, result);
    latest = begun;
    return begun;
  }

  private T read(AtomicLong ended) {
    try {
      return source.get();
    } finally {
      ended.set(nanos.getAsLong());
    }
  }
}
