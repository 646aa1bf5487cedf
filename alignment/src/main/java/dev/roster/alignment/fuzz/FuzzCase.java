package dev.roster.alignment.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request of a fuzzer.
 *
 * @param about what is tried, for a person
 * @param target path and query, encoded
 * @param headers lines, so that one may be sent twice
 * @param body null for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FuzzCase(
    String about, String method, String target, List<String> headers, byte @Nullable [] body) {
  private static final int LINE_LIMIT = 8_000;

  FuzzCase with(String what, Map<String, ? extends @Nullable String> changed) {
    List<String> lines = new ArrayList<>(headers);
    changed.forEach((name, value) -> {
      lines.removeIf(
          line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"));
      if (value != null) {
        lines.add(name + ": " + value);
      }
    });
    return new FuzzCase(what, method, target, List.copyOf(lines), body);
  }

  FuzzCase adding(String what, String line) {
    List<String> lines = new ArrayList<>(headers);
    lines.add(line);
    return new FuzzCase(what, method, target, List.copyOf(lines), body);
  }

  FuzzCase withMethod(String other) {
    return new FuzzCase("method " + other, other, target, headers, body);
  }

  FuzzCase withTarget(String what, String other) {
    return new FuzzCase(what, method, other, headers, body);
  }

  FuzzCase withBody(String what, String other) {
    return withBody(what, other.getBytes(StandardCharsets.UTF_8));
  }

  FuzzCase withBody(String what, byte[] other) {
    return new FuzzCase(what, method, target, headers, other);
  }

  /** True if HTTP itself may refuse it, before any contract. */
  boolean isOversized() {
    return target.length() + headers.stream().mapToInt(String::length).sum() > LINE_LIMIT;
  }

  /** The value of a header that is sent. */
  Optional<String> header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }

  String path() {
    return target.split("\\?", 2)[0];
  }
}
