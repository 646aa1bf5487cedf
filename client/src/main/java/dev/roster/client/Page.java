package dev.roster.client;

import dev.roster.client.coolset.invoker.ApiResponse;
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
  static <T> Page<T> of(List<T> items, int limit, int offset, ApiResponse<?> answer) {
    OptionalLong total = total(answer.getHeaders());
    if (total.isPresent() && isFirst(limit, offset)) {
      Totals.requireEntries(items, total.getAsLong(), () -> Answer.of(answer));
    }
    return new Page<>(items, total);
  }

  /** Reports whether a page of a list that is not empty has entries. */
  static boolean isFirst(int limit, int offset) {
    return limit > 0 && offset == 0;
  }

  private static OptionalLong total(Map<String, List<String>> headers) {
    return headers.getOrDefault("X-Total-Count", List.of()).stream()
        .map(String::strip)
        .filter(count -> count.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .findFirst();
  }
}
