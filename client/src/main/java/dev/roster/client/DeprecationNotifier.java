package dev.roster.client;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reports the deprecation headers of responses to a listener, once for each operation. */
final class DeprecationNotifier {
  private static final Pattern DATE = Pattern.compile("@(-?\\d{1,12})");
  private static final Pattern SUCCESSOR =
      Pattern.compile("<([^>]*)>[^,]*;\\s*rel=\"?successor-version\"?");

  private final Consumer<Deprecation> listener;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  DeprecationNotifier(Consumer<Deprecation> listener) {
    this.listener = listener;
  }

  /** Writes a warning to the platform's log. */
  static void log(Deprecation deprecation) {
    System.getLogger("dev.roster.client")
        .log(
            System.Logger.Level.WARNING,
            "{0} is deprecated since {1}; it may be gone from {2}, and its successor is {3}",
            deprecation.operation(),
            deprecation.since(),
            deprecation.sunset().map(Instant::toString).orElse("a day that is not known"),
            deprecation.successor().orElse("not known"));
  }

  /** Looks at the headers of a response. */
  void look(String operation, HttpHeaders headers) {
    since(headers)
        .filter(since -> told.add(operation))
        .ifPresent(since ->
            listener.accept(
                new Deprecation(operation, since, sunset(headers), successor(headers))));
  }

  private static Optional<Instant> since(HttpHeaders headers) {
    return headers
        .firstValue("Deprecation")
        .map(String::strip)
        .map(DATE::matcher)
        .filter(Matcher::matches)
        .map(date -> Instant.ofEpochSecond(Long.parseLong(date.group(1))));
  }

  private static Optional<Instant> sunset(HttpHeaders headers) {
    try {
      return headers
          .firstValue("Sunset")
          .map(String::strip)
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> successor(HttpHeaders headers) {
    return headers.allValues("Link").stream()
        .map(SUCCESSOR::matcher)
        .filter(Matcher::find)
        .map(link -> link.group(1))
        .findFirst();
  }
}
