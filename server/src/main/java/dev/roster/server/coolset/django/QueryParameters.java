package dev.roster.server.coolset.django;

import dev.roster.server.http.PercentDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The query of a request as Django reads it: {@code &} separates, a plus sign is a blank, bytes
 * that are not UTF-8 become U+FFFD, and of a repeated parameter the last one counts.
 */
public final class QueryParameters {
  /** Java compares texts by UTF-16 unit, Python by code point. */
  private static final Comparator<String> BY_CODE_POINT =
      Comparator.comparing(text -> text.codePoints().toArray(), Arrays::compare);

  private final Map<String, List<String>> values;

  private QueryParameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * @param rawQuery as sent, without the question mark
   */
  public static QueryParameters parse(String rawQuery) {
    Map<String, List<String>> values = new TreeMap<>(BY_CODE_POINT);
    for (String pair : rawQuery.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        values
            .computeIfAbsent(name, _ -> new ArrayList<>())
            .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return new QueryParameters(values);
  }

  /** The value that counts; empty if the parameter is missing. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getLast);
  }

  /** These parameters with one of them set to a single value. */
  QueryParameters with(String name, String value) {
    Map<String, List<String>> changed = copy();
    changed.put(name, List.of(value));
    return new QueryParameters(changed);
  }

  QueryParameters without(String name) {
    Map<String, List<String>> changed = copy();
    changed.remove(name);
    return new QueryParameters(changed);
  }

  private Map<String, List<String>> copy() {
    Map<String, List<String>> copy = new TreeMap<>(BY_CODE_POINT);
    copy.putAll(values);
    return copy;
  }

  /** {@code urlencode(sorted(...))} of Python. */
  String encode() {
    List<String> pairs = new ArrayList<>();
    values.forEach(
        (name, all) -> all.forEach(value -> pairs.add(encode(name) + "=" + encode(value))));
    return String.join("&", pairs);
  }

  private static String decode(String text) {
    return PercentDecoder.decode(text.replace('+', ' '));
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "_.-~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else if (c == ' ') {
        encoded.append('+');
      } else {
        encoded.append("%%%02X".formatted(b & 0xff));
      }
    }
    return encoded.toString();
  }
}
