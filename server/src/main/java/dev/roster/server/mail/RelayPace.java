package dev.roster.server.mail;

import java.time.Duration;
import java.util.Optional;

/**
 * How patient the relay is.
 *
 * @param poll how often it looks for mail when there is none
 * @param first the pause after the first failure; it doubles with every further one
 * @param longest the longest pause between two attempts
 * @param attempts after how many the relay gives a mail up
 */
public record RelayPace(Duration poll, Duration first, Duration longest, int attempts) {
  /** Keeps trying for more than a day. */
  public static final RelayPace PATIENT =
      new RelayPace(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(10), 160);

  private static final int MAX_DOUBLINGS = 30;

  /** Soon enough that nobody waits long for mail when the server is back. */
  private static final long LONGEST_REST_MILLIS = 30_000;

  /** The pause before the next attempt; empty if there is none. */
  Optional<Duration> pauseAfter(int failures) {
    if (failures >= attempts) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(Math.min(doubled(failures), longest.toMillis())));
  }

  /** How long all mail rests after so many attempts in a row that the server made impossible. */
  Duration restAfter(int failures) {
    long longestRest = Math.min(longest.toMillis(), LONGEST_REST_MILLIS);
    return failures == 0
        ? Duration.ZERO
        : Duration.ofMillis(Math.min(doubled(failures), longestRest));
  }

  private long doubled(int failures) {
    return first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
  }
}
