package dev.roster.server.boot;

import dev.roster.server.access.RateLimiter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * How many requests a token or key may make.
 *
 * @param enabled whether anybody counts
 * @param coolset requests per hour and token
 * @param compleat requests per minute and key
 */
public record RateLimits(boolean enabled, int coolset, int compleat) {
  /** What the Coolset contract documents. */
  public static final int COOLSET_PER_HOUR = 1000;

  /** What the known client of the Compleat contract keeps to. */
  public static final int COMPLEAT_PER_MINUTE = 50;

  /** None, for tests and load tests. */
  public static final RateLimits OFF = new RateLimits(false, COOLSET_PER_HOUR, COMPLEAT_PER_MINUTE);

  public RateLimits {
    if (coolset < 1 || compleat < 1) {
      throw new IllegalArgumentException("A rate limit must be at least 1.");
    }
  }

  Optional<RateLimiter> ofCoolset(Clock clock) {
    return enabled
        ? Optional.of(new RateLimiter(coolset, Duration.ofHours(1), clock))
        : Optional.empty();
  }

  Optional<RateLimiter> ofCompleat(Clock clock) {
    return enabled
        ? Optional.of(new RateLimiter(compleat, Duration.ofMinutes(1), clock))
        : Optional.empty();
  }
}
