package dev.roster.server.coolset.django;

import dev.roster.server.http.PercentDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query of a request as Django reads it: {@code &} separates, a plus sign is a blank, bytes
 * that are not UTF-8 become U+FFFD, and of a repeated parameter the last one counts.
 */
public final class QueryParameters {
  /** Java compares texts by UTF-16 unit, Python by code point. */
  private static final Comparator<String> BY_CODE_POINT =
      Comparator.comparing(text -> text.codePoints().toArray(), Arrays::compare);

  /** The characters that a query may hold unescaped (RFC 3986, 3.4), beside letters and digits. */
  private static final String OF_A_QUERY = "-._~!$&'()*+,;=:@/?%";

  private final Map<String, List<Pair>> values;

  private QueryParameters(Map<String, List<Pair>> values) {
    this.values = values;
  }

  /**
   * @param sent name and value as they were spelled
   */
  private record Pair(String value, String sent) {}

  /**
   * @param rawQuery as sent, without the question mark
   */
  public static QueryParameters parse(String rawQuery) {
    Map<String, List<Pair>> values = new HashMap<>();
    for (String pair : rawQuery.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        values
            .computeIfAbsent(name, _ -> new ArrayList<>())
            .add(new Pair(equals < 0 ? "" : decode(pair.substring(equals + 1)), pair));
      }
    }
    return new QueryParameters(values);
  }

  /** The value that counts; empty if the parameter is missing. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getLast).map(Pair::value);
  }

  /** These parameters with one of them set to a single value. */
  QueryParameters with(String name, String value) {
    Map<String, List<Pair>> changed = new HashMap<>(values);
    changed.put(name, List.of(new Pair(value, encode(name) + "=" + encode(value))));
    return new QueryParameters(changed);
  }

  QueryParameters without(String name) {
    Map<String, List<Pair>> changed = new HashMap<>(values);
    changed.remove(name);
    return new QueryParameters(changed);
  }

  /** {@code urlencode(sorted(...))} of Python. */
  String encode() {
    return sorted()
        .flatMap(entry ->
            entry.getValue().stream()
                .map(pair -> encode(entry.getKey()) + "=" + encode(pair.value())))
        .collect(Collectors.joining("&"));
  }

  /** In the same order, but spelled as they were sent, as far as a URI can have that. */
  String asSent() {
    return sorted()
        .flatMap(entry -> entry.getValue().stream())
        .map(pair -> encode(pair.sent(), OF_A_QUERY))
        .collect(Collectors.joining("&"));
  }

  private Stream<Map.Entry<String, List<Pair>>> sorted() {
    return values.entrySet().stream().sorted(Map.Entry.comparingByKey(BY_CODE_POINT));
  }

  private static String decode(String text) {
    return PercentDecoder.decode(text.replace('+', ' '));
  }

  private static String encode(String text) {
    return encode(text, "_.-~").replace("%20", "+");
  }

  private static String encode(String text, String plain) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || plain.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append("%%%02X".formatted(b & 0xff));
      }
    }
    return encoded.toString();
  }
}
