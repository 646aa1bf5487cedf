package dev.roster.server.sandbox.state;

import dev.roster.server.failure.UserErrorException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** There is nothing with this name; the message tells near names first, then all. */
public final class UnknownNameException extends UserErrorException {
  private static final long serialVersionUID = 1L;
  private static final int NEAR = 3;

  /**
   * @param what is looked for, such as {@code state}
   */
  public UnknownNameException(String what, String name, Collection<String> known) {
    super(
        "There is no %s \"%s\".%s Known %ss:%n  %s"
            .formatted(
                what,
                name,
                suggestion(name, known),
                what,
                String.join(System.lineSeparator() + "  ", known)));
  }

  private static String suggestion(String name, Collection<String> known) {
    int tolerated = Math.max(2, name.length() / 3);
    List<String> near =
        known.stream()
            .filter(each -> distance(name, each) <= tolerated)
            .sorted(Comparator.comparingInt(each -> distance(name, each)))
            .limit(NEAR)
            .map(each -> "\"" + each + "\"")
            .toList();
    return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
  }

  /** The number of letters to change, add or remove (Levenshtein distance), ignoring case. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
