package dev.roster.client;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.OptionalLong;

/**
 * One page of a list.
 *
 * {@snippet file="com/example/UserExamples.java" region="page"}
 *
 * @param <T> the type of the entries
 * @param items the entries of this page, in the server's order
 * @param total how many entries the list has in all, if the server says so
 */
public record Page<T>(List<T> items, OptionalLong total) {
  static <T> Page<T> of(List<T> items, int offset, Received<?> received) {
    OptionalLong total = total(received.response().headers());
    // a later page of a list that shrank may be empty
    if (total.isPresent() && offset == 0) {
      TotalCheck.requireEntries(items, total.getAsLong(), received::asError);
    }
    return new Page<>(items, total);
  }

  private static OptionalLong total(HttpHeaders headers) {
    return headers.allValues("X-Total-Count").stream()
        .map(String::strip)
        .filter(count -> count.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .findFirst();
  }
}
