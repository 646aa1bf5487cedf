package dev.roster.server.sandbox;

import dev.roster.server.failure.UserErrorException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The time of a sandbox: that of the machine until it is moved. Safe for use by many threads. */
final class SandboxClock extends Clock {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  /** Longer than from the one to the other. */
  private static final Duration LONGEST = Duration.between(EARLIEST, LATEST);

  private volatile Setting setting = Setting.REAL;

  /**
   * The current setting.
   *
   * @param frozenAt the instant at which time stands still; null while it runs
   * @param ahead of the machine's clock, while it runs
   */
  record Setting(@Nullable Instant frozenAt, Duration ahead) {
    static final Setting REAL = new Setting(null, Duration.ZERO);

    static Setting frozen(Instant at) {
      return new Setting(at, Duration.ZERO);
    }

    Instant now() {
      return frozenAt == null ? Clock.systemUTC().instant().plus(ahead) : frozenAt;
    }

    /**
     * The same, later.
     *
     * @throws UserErrorException unless the time is positive
     */
    Setting later(Duration time) {
      if (time.isNegative() || time.isZero()) {
        throw new UserErrorException(
            "The clock advances by a positive time, such as PT36H; to go back, freeze or reset"
                + " it.");
      }
      if (time.compareTo(LONGEST) > 0) {
        throw new UserErrorException(leavingTheCentury());
      }
      return frozenAt == null
          ? new Setting(null, ahead.plus(time))
          : new Setting(frozenAt.plus(time), Duration.ZERO);
    }
  }

  Setting setting() {
    return setting;
  }

  /**
   * Changes the setting.
   *
   * @throws UserErrorException if that leaves the century
   */
  void set(Setting next) {
    requireThisCentury(next);
    setting = next;
  }

  static void requireThisCentury(Setting next) {
    Instant now = next.now();
    if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
      throw new UserErrorException(leavingTheCentury());
    }
  }

  private static String leavingTheCentury() {
    return "The clock can be moved between " + EARLIEST + " and " + LATEST + ".";
  }

  @Override
  public Instant instant() {
    return setting.now();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
