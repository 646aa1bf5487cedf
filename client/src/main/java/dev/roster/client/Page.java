package dev.roster.client;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One page of a list.
 *
 * @param items the entries of this page, in the server's order
 * @param total how many entries the list has in all, if the server says so
 */
public record Page<T>(List<T> items, OptionalLong total) {
  static <T> Page<T> of(List<T> items, Map<String, List<String>> headers) {
    List<String> counts = headers.getOrDefault("X-Total-Count", List.of());
    OptionalLong total =
        counts.stream()
            .map(String::strip)
            .filter(count -> count.matches("\\d{1,18}"))
            .mapToLong(Long::parseLong)
            .findFirst();
    return new Page<>(items, total);
  }
}
