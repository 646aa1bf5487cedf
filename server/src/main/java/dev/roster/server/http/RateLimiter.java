package dev.roster.server.http;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.VerboseResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;

/**
 * Allows each token or key a number of requests per window; the whole number comes back when the
 * window ends. A clock that was ahead and is set back begins a new window with what was left. Each
 * server counts for itself, in memory: of more than 50,000 credentials at a time the one that was
 * idle longest begins a new window early. Safe for use by many threads.
 */
public final class RateLimiter {
  private static final int MOST = 50_000;

  /** Less is how machines keep the right time, and how threads see each other's. */
  private static final Duration SET_BACK = Duration.ofMinutes(1);

  private final int limit;
  private final Duration window;
  private final Clock clock;
  private final TimeMeter meter;
  private final Map<UUID, Counted> buckets;

  /**
   * @param limit at least 1
   */
  public RateLimiter(int limit, Duration window, Clock clock) {
    this(limit, window, clock, MOST);
  }

  private RateLimiter(int limit, Duration window, Clock clock, int most) {
    this.buckets = Collections.synchronizedMap(new LruMap<>(most));
    this.limit = limit;
    this.window = window;
    this.clock = clock;
    this.meter =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            Instant now = clock.instant();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
          }

          @Override
          public boolean isWallClockBased() {
            return true;
          }
        };
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
      boolean admitted, int limit, long remaining, Instant reset, Duration retryAfter) {}

  /** Counts a request, unless it is one too many. */
  public Standing take(UUID credential) {
    ConsumptionProbe probe = bucket(credential).tryConsumeAndReturnRemaining(1);
    return new Standing(
        probe.isConsumed(),
        limit,
        probe.getRemainingTokens(),
        end(probe.getNanosToWaitForReset()),
        probe.isConsumed() ? Duration.ZERO : wholeSeconds(probe.getNanosToWaitForRefill()));
  }

  /** Uses up what is left of the window at once. */
  public void exhaust(UUID credential) {
    bucket(credential).tryConsumeAsMuchAsPossible();
  }

  /** Counts nothing. */
  public Standing look(UUID credential) {
    VerboseResult<Long> tokens = bucket(credential).asVerbose().getAvailableTokens();
    return new Standing(
        true,
        limit,
        tokens.getValue(),
        end(tokens.getDiagnostics().calculateFullRefillingTime()),
        Duration.ZERO);
  }

  private Bucket bucket(UUID credential) {
    Instant now = clock.instant();
    return buckets.compute(
            credential, (_, known) -> known == null ? begin(limit, now) : resume(known, now))
        .bucket;
  }

  private Counted begin(long left, Instant now) {
    return new Counted(
        Bucket.builder()
            .addLimit(
                Bandwidth.builder()
                    .capacity(limit)
                    .refillIntervally(limit, window)
                    .initialTokens(left)
                    .build())
            .withCustomTimePrecision(meter)
            .build(),
        now);
  }

  private Counted resume(Counted known, Instant now) {
    if (now.isBefore(known.seen.minus(SET_BACK))) {
      return begin(known.bucket.getAvailableTokens(), now);
    }
    return now.isBefore(known.seen) ? known : new Counted(known.bucket, now);
  }

  /** A bucket with the latest time that it has seen, from which it counts. */
  private static final class Counted {
    private final Bucket bucket;
    private final Instant seen;

    Counted(Bucket bucket, Instant seen) {
      this.bucket = bucket;
      this.seen = seen;
    }
  }

  /** In whole seconds, rounded up, so that nobody comes back too early. */
  private Instant end(long nanos) {
    Instant exact = clock.instant().plusNanos(nanos);
    return exact.getNano() == 0 ? exact : Instant.ofEpochSecond(exact.getEpochSecond() + 1);
  }

  private static Duration wholeSeconds(long nanos) {
    return Duration.ofSeconds(Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L)));
  }
}
