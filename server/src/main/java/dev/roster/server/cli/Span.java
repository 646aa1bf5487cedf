package dev.roster.server.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time like {@code 90d}, {@code 24h}, {@code 30m} or {@code 45s}. */
final class Span implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([dhms])");

  @Override
  public Duration convert(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new TypeConversionException("'" + text + "' is not a time like 90d, 24h, 30m or 45s");
    }
    return Duration.of(
        Long.parseLong(parts.group(1)),
        switch (parts.group(2)) {
          case "d" -> ChronoUnit.DAYS;
          case "h" -> ChronoUnit.HOURS;
          case "m" -> ChronoUnit.MINUTES;
          default -> ChronoUnit.SECONDS;
        });
  }

  /** One that does not end when it begins. */
  static final class Some implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Duration span = new Span().convert(text);
      if (span.isZero()) {
        throw new TypeConversionException("'" + text + "' is no time at all");
      }
      return span;
    }
  }
}
