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
  static <T> Page<T> of(List<T> items, int offset, ApiResponse<?> response) {
    OptionalLong total = total(response.getHeaders());
    // a later page of a list that shrank may be empty
    if (total.isPresent() && offset == 0) {
      TotalCheck.requireEntries(items, total.getAsLong(), () -> ErrorResponse.of(response));
    }
    return new Page<>(items, total);
  }

  private static OptionalLong total(Map<String, List<String>> headers) {
    return headers.getOrDefault("X-Total-Count", List.of()).stream()
        .map(String::strip)
        .filter(count -> count.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .findFirst();
  }
}
