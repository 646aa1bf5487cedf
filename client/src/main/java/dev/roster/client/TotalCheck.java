package dev.roster.client;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Compares the total that a response states with the entries in it. */
final class TotalCheck {
  private TotalCheck() {}

  /**
   * Refuses a first page without entries of a list that has some: it would pass for an empty list.
   * Any other difference may come from a change between counting and reading.
   */
  static void requireEntries(List<?> entries, long total, Supplier<ErrorResponse> response) {
    if (entries.isEmpty() && total > 0) {
      throw new UnreadableResponseException(
          response.get(),
          new IOException("the list has no entries, and " + total + " by its own count"));
    }
  }
}
