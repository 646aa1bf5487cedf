package dev.roster.server.http;

import java.time.Duration;
import java.time.Instant;

/**
 * The requests of one credential in one window. The next window begins where the last one ended.
 * Not safe for use by many threads: a {@link RateLimiter} guards it.
 */
final class LimitWindow {
  private static final long NEVER_SHOWN = -1;

  /** Less is how machines keep the right time, and how threads see each other's. */
  private static final Duration SET_BACK = Duration.ofMinutes(1);

  /** Ends that are closer than this are the same one, measured twice. */
  private static final Duration SAME_END = Duration.ofSeconds(1);

  /** A credential is urgent when this many times what others do not know exceeds what is left. */
  private static final int URGENCY = 8;

  private final int limit;
  private final Duration length;
  private Instant end;
  private Instant seen;
  private long own;
  private long others;
  private long shown = NEVER_SHOWN;

  LimitWindow(int limit, Duration length, Instant now) {
    this.limit = limit;
    this.length = length;
    this.seen = now;
    this.end = now.plus(length);
  }

  /** Begins the next window if this one is over. */
  void advance(Instant now) {
    if (now.isBefore(seen.minus(SET_BACK))) {
      seen = now;
      endAt(now.plus(length));
      return;
    }
    seen = now.isBefore(seen) ? seen : now;
    if (!now.isBefore(end)) {
      long windows = Duration.between(end, now).dividedBy(length) + 1;
      own = 0;
      others = 0;
      endAt(end.plus(length.multipliedBy(windows)));
    }
  }

  private void endAt(Instant time) {
    end = time;
    shown = NEVER_SHOWN;
  }

  /** Counts a request, unless it is one too many. */
  boolean take() {
    if (left() == 0) {
      return false;
    }
    own++;
    return true;
  }

  void exhaust() {
    own += left();
  }

  /** The number of requests that may follow in this window. */
  long left() {
    return Math.max(0, limit - own - others);
  }

  /** Reports whether no request was counted yet. */
  boolean isUnused() {
    return own + others == 0;
  }

  Instant end() {
    return end;
  }

  /** Reports whether the other servers know so little that it may matter soon. */
  boolean isUrgent() {
    return (own - Math.max(0, shown)) * URGENCY >= left();
  }

  /** Reports whether the other servers do not know yet what was counted here. */
  boolean isNews() {
    return own > 0 && own != shown;
  }

  /** The count for the other servers, who are taken to know it then. */
  long show() {
    shown = own;
    return own;
  }

  void forgetShown() {
    shown = NEVER_SHOWN;
  }

  /**
   * Takes over what the other servers have counted, and the end of their window. Where requests
   * were counted here as well, the earlier end holds for all.
   */
  void learn(long counted, Instant theirEnd) {
    others = counted;
    if (own == 0 || theirEnd.isBefore(end.minus(SAME_END))) {
      endAt(theirEnd);
    }
  }
}
