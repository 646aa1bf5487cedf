package dev.roster.server.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Allows each token or key a number of requests per window; the whole number comes back when the
 * window ends. A clock that was ahead and is set back begins a new window with what was left.
 * Counts in memory, and takes over what other servers have counted: of more than 50,000 credentials
 * at a time the one that was idle longest begins a new window early. Safe for use by many threads.
 */
public final class RateLimiter {
  private static final int MOST = 50_000;

  private final int limit;
  private final Duration length;
  private final Clock clock;

  /** Guarded by this. */
  private final LruMap<UUID, LimitWindow> windows;

  private volatile Runnable urgent = () -> {};

  /**
   * @param limit at least 1
   */
  public RateLimiter(int limit, Duration window, Clock clock) {
    this(limit, window, clock, MOST);
  }

  private RateLimiter(int limit, Duration window, Clock clock, int most) {
    this.windows = new LruMap<>(most);
    this.limit = limit;
    this.length = window;
    this.clock = clock;
  }

  /** A limiter of unknown credentials per address, for {@link GuessLimiter}. */
  public static RateLimiter ofAddresses(int limit, Duration window, Clock clock) {
    return new RateLimiter(limit, window, clock, GuessLimiter.MOST);
  }

  /**
   * The state of a token's or key's limit.
   *
   * @param admitted whether the request is within the limit
   * @param remaining how many more may be in this window
   * @param reset when all requests are allowed again: the end of the window, or now if none was
   *     made
   * @param retryAfter how long a refused request has to wait, at least a second; else zero
   */
  public record Standing(
      boolean admitted, int limit, long remaining, Instant reset, Duration retryAfter) {

    /** Adds the headers that tell the caller. */
    public void announceTo(Exchange exchange) {
      exchange.addHeader("X-RateLimit-Limit", Integer.toString(limit));
      exchange.addHeader("X-RateLimit-Remaining", Long.toString(remaining));
      exchange.addHeader("X-RateLimit-Reset", Long.toString(reset.getEpochSecond()));
    }
  }

  /**
   * Requests of a credential that servers have counted in its window.
   *
   * @param left the time to the end of the window, which is the same for every clock
   */
  public record Count(UUID credential, long used, Duration left) {}

  /** Counts a request, unless it is one too many. */
  public Standing take(UUID credential) {
    Instant now = clock.instant();
    Standing standing;
    boolean pressing;
    synchronized (this) {
      LimitWindow window = window(credential, now);
      boolean admitted = window.take();
      pressing = admitted && window.isUrgent();
      standing = standing(window, admitted, now);
    }
    if (pressing) {
      urgent.run();
    }
    return standing;
  }

  /** Uses up what is left of the window at once. */
  public synchronized void exhaust(UUID credential) {
    window(credential, clock.instant()).exhaust();
  }

  /** Counts nothing. */
  public synchronized Standing look(UUID credential) {
    Instant now = clock.instant();
    return standing(window(credential, now), true, now);
  }

  /**
   * Calls back when requests have been counted that other servers should learn of soon, from the
   * thread of the request, which must not wait.
   */
  public void whenUrgent(Runnable callback) {
    urgent = callback;
  }

  /**
   * Own counts that have changed since they were last returned here, those first that were idle
   * longest.
   *
   * @param most the rest is left for the next call
   */
  public synchronized List<Count> news(int most) {
    Instant now = clock.instant();
    List<Count> news = new ArrayList<>();
    for (Map.Entry<UUID, LimitWindow> each : windows.entrySet()) {
      LimitWindow window = each.getValue();
      if (window.isNews() && now.isBefore(window.end())) {
        Duration left = Duration.between(now, window.end());
        news.add(new Count(each.getKey(), window.show(), left));
        if (news.size() == most) {
          break;
        }
      }
    }
    return news;
  }

  /** Makes all counts news again, since they may not have arrived. */
  public synchronized void repeatNews() {
    windows.values().forEach(LimitWindow::forgetShown);
  }

  /** Takes over what the other servers have counted, each credential's in all. */
  public synchronized void learn(List<Count> counts) {
    Instant now = clock.instant();
    counts.forEach(
        each -> window(each.credential(), now).learn(each.used(), now.plus(each.left())));
  }

  private LimitWindow window(UUID credential, Instant now) {
    LimitWindow window =
        windows.computeIfAbsent(credential, _ -> new LimitWindow(limit, length, now));
    window.advance(now);
    return window;
  }

  private Standing standing(LimitWindow window, boolean admitted, Instant now) {
    return new Standing(
        admitted,
        limit,
        window.left(),
        wholeSecond(window.isUnused() ? now : window.end()),
        admitted ? Duration.ZERO : wholeSeconds(Duration.between(now, window.end())));
  }

  /** Rounded up, so that nobody comes back too early. */
  private static Instant wholeSecond(Instant exact) {
    return exact.getNano() == 0 ? exact : Instant.ofEpochSecond(exact.getEpochSecond() + 1);
  }

  private static Duration wholeSeconds(Duration exact) {
    return Duration.ofSeconds(Math.max(1, exact.plusNanos(999_999_999).toSeconds()));
  }
}
