package dev.roster.benchmarks.load;

/** The times at which requests are meant to start, in nanoseconds of {@link System#nanoTime}. */
sealed interface Arrivals {
  /** No request is due. */
  long NONE = Long.MIN_VALUE;

  /** Takes the next request that is due, and returns its intended start, or {@link #NONE}. */
  long take(long now);

  /** Takes all that are due while nothing can send them; returns the number of those to drop. */
  default long drop(long now) {
    return 0;
  }

  /** Reports whether no further request will be due. */
  boolean isOver(long now);

  /** The time until the next request is due. */
  long nanosUntilNext(long now);

  /** A closed loop: a connection sends its next request as soon as it has a response. */
  record Closed(long end) implements Arrivals {
    @Override
    public long take(long now) {
      return now - end < 0 ? now : NONE;
    }

    @Override
    public boolean isOver(long now) {
      return now - end >= 0;
    }

    @Override
    public long nanosUntilNext(long now) {
      return now - end < 0 ? 0 : Long.MAX_VALUE;
    }
  }

  /**
   * An open model: requests start at a fixed rate, whether or not earlier ones have their response.
   */
  final class Open implements Arrivals {
    private final long begin;
    private final double interval;
    private final long count;
    private final boolean dropping;
    private long taken;

    /**
     * @param dropping whether what cannot be sent when it is due is dropped, in place of sent late
     */
    Open(long begin, double perSecond, double seconds, boolean dropping) {
      this.dropping = dropping;
      this.begin = begin;
      this.interval = 1e9 / perSecond;
      this.count = Math.max(1, Math.round(perSecond * seconds));
    }

    private long due() {
      return begin + (long) (taken * interval);
    }

    @Override
    public long take(long now) {
      if (taken == count || now - due() < 0) {
        return NONE;
      }
      long due = due();
      taken++;
      return due;
    }

    @Override
    public long drop(long now) {
      long dropped = 0;
      while (dropping && take(now) != NONE) {
        dropped++;
      }
      return dropped;
    }

    @Override
    public boolean isOver(long now) {
      return taken == count;
    }

    @Override
    public long nanosUntilNext(long now) {
      return taken == count ? Long.MAX_VALUE : Math.max(due() - now, 0);
    }
  }
}
