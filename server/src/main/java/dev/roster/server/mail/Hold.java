package dev.roster.server.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rest of all mail, while the mail server turns it away for what concerns every mail. For one
 * thread.
 */
final class Hold {
  private final RetryPolicy pace;
  private int failures;
  private boolean refused;
  private @Nullable Instant since;
  private long beganNanos;
  private Duration alarm;

  Hold(RetryPolicy pace) {
    this.pace = pace;
    this.alarm = pace.alarm();
  }

  boolean isOn() {
    return failures > 0;
  }

  /** The time until the next mail probes the server; zero without a hold. */
  Duration rest() {
    return refused ? pace.restAfterRefusal(failures) : pace.restAfter(failures);
  }

  /**
   * Another attempt found out that none leaves. The rest grows if the server did not even hear for
   * whom the mail was, or if another recipient is turned away: one that is turned away again and
   * again is no reason for others to wait longer.
   *
   * @param again whether the mail itself was held before
   * @param at by the clock of the database
   */
  void goesOn(MailNotSentException failure, boolean again, Instant at) {
    boolean blocked = failure.kind() == MailNotSentException.Kind.BLOCKED;
    if (failures == 0) {
      // mail of an earlier hold may still wait for its release
      since = since == null ? at : since;
      beganNanos = System.nanoTime();
      alarm = pace.alarm();
    }
    failures += blocked || !again || failures == 0 ? 1 : 0;
    refused = blocked && failure.permanent();
  }

  /** The server can be used. */
  void end() {
    failures = 0;
    refused = false;
  }

  /** Since when mail was held that need not wait any longer; empty if there is none. */
  Optional<Instant> toRelease() {
    return isOn() ? Optional.empty() : Optional.ofNullable(since);
  }

  /** All mail that was held has its turn. */
  void released() {
    since = null;
  }

  /** The duration of the hold when it is due for a log line: each time after twice as long. */
  Optional<Duration> alarm() {
    Duration lasted = Duration.ofNanos(System.nanoTime() - beganNanos);
    if (failures == 0 || lasted.compareTo(alarm) < 0) {
      return Optional.empty();
    }
    alarm = alarm.multipliedBy(2);
    return Optional.of(lasted);
  }
}
