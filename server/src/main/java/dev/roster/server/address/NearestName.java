package dev.roster.server.address;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a mistyped one was meant to be. */
public final class NearestName {
  private NearestName() {}

  /** The known name with the fewest mistakes between, if they are few for its length. */
  public static Optional<String> to(String mistyped, Collection<String> known) {
    String name = mistyped.toUpperCase(Locale.ROOT);
    return known.stream()
        .min(
            Comparator.comparingInt((String each) -> mistakes(name, each))
                .thenComparing(each -> each))
        .filter(each -> mistakes(name, each) <= Math.max(2, each.length() / 5));
  }

  /** Letters that are missing, too many or wrong (the distance of Levenshtein). */
  private static int mistakes(String name, String known) {
    String other = known.toUpperCase(Locale.ROOT);
    int[] above = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= name.length(); row++) {
      int[] current = new int[other.length() + 1];
      current[0] = row;
      for (int column = 1; column <= other.length(); column++) {
        int wrong = name.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(above[column - 1] + wrong, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[other.length()];
  }
}
