package dev.roster.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Says whether and when a request is repeated, all of which are safe to repeat. */
record RetryPolicy(int retries, Duration longestWait, Sleeper sleeper) {
  private static final int MOST_RETRIES = 10;
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);

  /**
   * The most that is added to the wait a server asks for, so that its clients do not come back all
   * at once.
   */
  private static final Duration SPREAD = Duration.ofMillis(250);

  /** Refuses a number of retries that no policy has. */
  static int checkedRetries(int retries) {
    if (retries < 0 || retries > MOST_RETRIES) {
      throw new IllegalArgumentException("retries must be between 0 and " + MOST_RETRIES);
    }
    return retries;
  }

  RetryPolicy withRetries(int others) {
    return new RetryPolicy(others, longestWait, sleeper);
  }

  /**
   * The time to wait before repeating a request that failed for the (attempt+1)th time; empty to
   * give up.
   */
  Optional<Duration> waitAfter(RosterException failure, int attempt) {
    if (attempt >= retries || !isTransient(failure)) {
      return Optional.empty();
    }
    double random = ThreadLocalRandom.current().nextDouble();
    Optional<Duration> asked =
        failure instanceof RosterApiException answered ? answered.retryAfter() : Optional.empty();
    if (asked.isPresent()) {
      return asked
          .filter(wait -> wait.compareTo(longestWait) <= 0)
          .map(wait -> wait.plus(fraction(SPREAD, random)));
    }
    Duration backoff = FIRST_WAIT.multipliedBy(1L << attempt);
    Duration capped = backoff.compareTo(longestWait) < 0 ? backoff : longestWait;
    return Optional.of(fraction(capped, 0.5 + random / 2));
  }

  private static boolean isTransient(RosterException failure) {
    if (failure instanceof RosterApiException answered) {
      return switch (answered.status()) {
        case 429, 502, 503, 504 -> true;
        default -> false;
      };
    }
    return failure instanceof RosterTransportException broken && broken.connectionLost();
  }

  private static Duration fraction(Duration duration, double part) {
    return Duration.ofNanos((long) (duration.toNanos() * part));
  }
}
