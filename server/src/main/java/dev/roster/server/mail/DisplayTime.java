package dev.roster.server.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Formats a time in one zone, which it names, in mail and on pages; neither locale nor zone of the
 * JVM matters.
 */
public record DisplayTime(ZoneId zone) {
  /** To the minute, for example {@code 3 March 2026 14:30 (Europe/Amsterdam)}. */
  public String of(Instant instant, Language language) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm", language.locale())
            .format(instant.atZone(zone))
        + " ("
        + zone.getId()
        + ")";
  }
}
