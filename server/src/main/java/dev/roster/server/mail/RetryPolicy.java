package dev.roster.server.mail;

import java.time.Duration;

/**
 * The pauses between attempts, and their number.
 *
 * @param poll how often it looks for mail when there is none
 * @param first the pause after the first failure; it doubles with every further one
 * @param longest the longest pause between two attempts
 * @param attempts after how many failures of its own the relay gives a mail up
 * @param unconfirmed the pause after a mail server first took a mail without saying so; it doubles
 *     with every further time
 */
public record RetryPolicy(
    Duration poll, Duration first, Duration longest, int attempts, Duration unconfirmed) {
  /** Keeps trying for more than a day. */
  public static final RetryPolicy PATIENT =
      new RetryPolicy(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofMinutes(10),
          160,
          Duration.ofMinutes(15));

  private static final int MAX_DOUBLINGS = 30;

  /** Soon enough that nobody waits long for mail when the server is back. */
  private static final long LONGEST_REST_MILLIS = 30_000;

  /** Reports whether a mail is given up after so many failures of its own. */
  boolean givesUp(int failures) {
    return failures >= attempts;
  }

  /** The pause after so many failures. */
  Duration backOff(int failures) {
    return Duration.ofMillis(Math.min(doubled(failures), longest.toMillis()));
  }

  /** The pause after a mail has left so often without being confirmed. */
  Duration afterUnconfirmed(int times) {
    return unconfirmed.multipliedBy(1L << Math.min(times - 1, MAX_DOUBLINGS));
  }

  /** The pause of all sending after so many blocked attempts in a row. */
  Duration restAfter(int failures) {
    long longestRest = Math.min(longest.toMillis(), LONGEST_REST_MILLIS);
    return failures == 0
        ? Duration.ZERO
        : Duration.ofMillis(Math.min(doubled(failures), longestRest));
  }

  /**
   * The same where the server said that trying again is in vain: it will not change its mind soon,
   * and locks out a client that repeats a wrong password too often.
   */
  Duration restAfterRefusal(int failures) {
    return failures == 0 ? Duration.ZERO : backOff(failures);
  }

  /** The time without any mail after which the log reports it. */
  Duration alarm() {
    return longest.multipliedBy(3).dividedBy(2);
  }

  private long doubled(int failures) {
    return first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
  }
}
