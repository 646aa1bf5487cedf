package dev.roster.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Refuses arguments that make no request, or another one than they seem to make. A server leaves
 * out a parameter without a value, so an empty filter would list everything.
 */
final class ArgumentChecks {
  /** Longer than any call; the JDK cannot add up the longest durations there are. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private ArgumentChecks() {}

  /** Refuses null. */
  static <T> T given(@Nullable T argument, String name) {
    if (argument == null) {
      throw new IllegalArgumentException(name + " must not be null");
    }
    return argument;
  }

  /** Refuses null, and half of a surrogate pair, which would be sent as a question mark. */
  static String text(@Nullable String argument, String name) {
    String text = given(argument, name);
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new IllegalArgumentException(
          name + " holds half of a surrogate pair, which no request can carry");
    }
    return text;
  }

  /** Refuses what {@link #text} refuses, and a text of nothing but blanks. */
  static String value(@Nullable String argument, String name) {
    String text = text(argument, name);
    if (text.codePoints().allMatch(ArgumentChecks::isBlank)) {
      throw empty(name);
    }
    return text;
  }

  /** Refuses what {@link #value} refuses, and a search whose terms are all empty. */
  static String search(@Nullable String argument) {
    String text = text(argument, "search");
    if (text.codePoints().allMatch(c -> isBlank(c) || c == ',' || c == '"' || c == '\'')) {
      throw empty("search");
    }
    return text;
  }

  /** Refuses a list without items; an item may be blank. */
  static String list(String joined, String name) {
    if (text(joined, name).isEmpty()) {
      throw empty(name);
    }
    return joined;
  }

  static void valueOrNull(@Nullable String argument, String name) {
    if (argument != null) {
      value(argument, name);
    }
  }

  static void listOrNull(@Nullable String joined, String name) {
    if (joined != null) {
      list(joined, name);
    }
  }

  static void searchOrNull(@Nullable String argument) {
    if (argument != null) {
      search(argument);
    }
  }

  /** Refuses a page that is none: a server would take another limit or offset in its place. */
  static void page(int limit, int offset) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more: " + limit);
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset must be 0 or more: " + offset);
    }
  }

  /** Refuses a duration that is not positive, and cuts the longest ones to a year. */
  static Duration duration(@Nullable Duration duration, String name) {
    Duration given = given(duration, name);
    if (given.isZero() || given.isNegative()) {
      throw new IllegalArgumentException(name + " must be a positive duration: " + given);
    }
    return given.compareTo(LONGEST) < 0 ? given : LONGEST;
  }

  private static IllegalArgumentException empty(String name) {
    return new IllegalArgumentException(
        name + " has no value, and a server would leave it out and list everything");
  }

  /** As the contract strips values: also the blanks that do not break lines. */
  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }
}
