package dev.roster.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time limit of one call, by the monotonic clock. */
final class Deadline {
  private final long start = System.nanoTime();
  private final @Nullable Duration limit;

  private Deadline(@Nullable Duration limit) {
    this.limit = limit;
  }

  /** Starts the time of a call; null for one without a limit. */
  static Deadline start(@Nullable Duration limit) {
    return new Deadline(limit);
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Reports whether there is time left after such a wait. */
  boolean allows(Duration wait) {
    return limit == null || elapsed().plus(wait).compareTo(limit) < 0;
  }

  /** Cuts a timeout to the time that is left, which is never nothing. */
  Duration limit(Duration timeout) {
    if (limit == null) {
      return timeout;
    }
    Duration left = limit.minus(elapsed());
    Duration usable = left.toNanos() > 0 ? left : Duration.ofNanos(1);
    return usable.compareTo(timeout) < 0 ? usable : timeout;
  }
}
