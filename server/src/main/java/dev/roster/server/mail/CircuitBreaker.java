package dev.roster.server.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pauses all mail while the mail server refuses it for reasons that concern every mail; one mail at
 * a time probes the server. For one thread.
 */
final class CircuitBreaker {
  private final RetryPolicy policy;
  private int failures;
  private boolean refused;
  private @Nullable Instant since;
  private long beganNanos;
  private Duration alarm;

  CircuitBreaker(RetryPolicy policy) {
    this.policy = policy;
    this.alarm = policy.alarm();
  }

  boolean isOpen() {
    return failures > 0;
  }

  /** The time until the next mail probes the server; zero if it is closed. */
  Duration pause() {
    return refused ? policy.restAfterRefusal(failures) : policy.restAfter(failures);
  }

  /**
   * Opens, or stays open with a longer pause. The pause grows if the server refused before it knew
   * the recipient, or if the recipient is another one: a recipient that is refused again and again
   * is no reason for others to wait longer.
   *
   * @param again whether the mail itself was held before
   * @param at by the clock of the database
   */
  void recordFailure(MailNotSentException failure, boolean again, Instant at) {
    boolean blocked = failure.kind() == MailNotSentException.Kind.BLOCKED;
    if (failures == 0) {
      // mail of an earlier hold may still wait for its release
      since = since == null ? at : since;
      beganNanos = System.nanoTime();
      alarm = policy.alarm();
    }
    failures += blocked || !again || failures == 0 ? 1 : 0;
    refused = blocked && failure.permanent();
  }

  /** Resumes sending: the server can be used. */
  void close() {
    failures = 0;
    refused = false;
  }

  /** The time since which mail was held that may leave now; empty if there is none. */
  Optional<Instant> heldSince() {
    return isOpen() ? Optional.empty() : Optional.ofNullable(since);
  }

  /** Forgets the held mail, which was released. */
  void released() {
    since = null;
  }

  /** The duration of the pause when it is due for a log line: each time after twice as long. */
  Optional<Duration> alarm() {
    Duration lasted = Duration.ofNanos(System.nanoTime() - beganNanos);
    if (failures == 0 || lasted.compareTo(alarm) < 0) {
      return Optional.empty();
    }
    alarm = alarm.multipliedBy(2);
    return Optional.of(lasted);
  }
}
