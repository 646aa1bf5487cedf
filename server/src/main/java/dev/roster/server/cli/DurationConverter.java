package dev.roster.server.cli;

import java.math.BigInteger;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time like {@code 90d}, {@code 24h}, {@code 30m} or {@code 45s}. One that is longer
 * than can be told is {@link #ENDLESS}; {@link ValueRange} says in seconds how long an option may
 * be.
 */
final class DurationConverter implements ITypeConverter<Duration> {
  /** A hundred years, in seconds; nobody means more. */
  static final long CENTURY = 36_500L * 86_400;

  static final Duration ENDLESS = Duration.ofSeconds(Long.MAX_VALUE);

  private static final Pattern FORM = Pattern.compile("([0-9]+)([dhms])");

  @Override
  public Duration convert(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new TypeConversionException("'" + text + "' is not a time like 90d, 24h, 30m or 45s");
    }
    BigInteger seconds =
        new BigInteger(parts.group(1)).multiply(BigInteger.valueOf(secondsOf(parts.group(2))));
    return seconds.bitLength() < Long.SIZE ? Duration.ofSeconds(seconds.longValue()) : ENDLESS;
  }

  private static long secondsOf(String unit) {
    return switch (unit) {
      case "d" -> 86_400;
      case "h" -> 3_600;
      case "m" -> 60;
      default -> 1;
    };
  }

  /** As it is typed, in the largest unit that fits. */
  static String shown(long seconds) {
    for (String unit : new String[] {"d", "h", "m"}) {
      if (seconds > 0 && seconds % secondsOf(unit) == 0) {
        return seconds / secondsOf(unit) + unit;
      }
    }
    return seconds + "s";
  }

  /** One that does not end when it begins. */
  static final class Some implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Duration span = new DurationConverter().convert(text);
      if (span.isZero()) {
        throw new TypeConversionException("'" + text + "' is no time at all");
      }
      return span;
    }
  }
}
