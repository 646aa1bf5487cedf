package dev.roster.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
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
  void look(String operation, Map<String, List<String>> headers) {
    since(headers)
        .filter(since -> told.add(operation))
        .ifPresent(since ->
            listener.accept(
                new Deprecation(operation, since, sunset(headers), successor(headers))));
  }

  private static Optional<Instant> since(Map<String, List<String>> headers) {
    return first(headers, "deprecation")
        .map(DATE::matcher)
        .filter(Matcher::matches)
        .map(date -> Instant.ofEpochSecond(Long.parseLong(date.group(1))));
  }

  private static Optional<Instant> sunset(Map<String, List<String>> headers) {
    try {
      return first(headers, "sunset")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> successor(Map<String, List<String>> headers) {
    return values(headers, "link").stream()
        .map(SUCCESSOR::matcher)
        .filter(Matcher::find)
        .map(link -> link.group(1))
        .findFirst();
  }

  private static Optional<String> first(Map<String, List<String>> headers, String name) {
    return values(headers, name).stream().findFirst().map(String::strip);
  }

  static List<String> values(Map<String, List<String>> headers, String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .flatMap(header -> header.getValue().stream())
        .toList();
  }
}
