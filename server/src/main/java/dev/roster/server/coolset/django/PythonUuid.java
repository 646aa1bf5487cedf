package dev.roster.server.coolset.django;

import java.util.Optional;
import java.util.UUID;

/** The UUIDs of Python's {@code uuid.UUID(hex)}, which accepts more spellings than Java. */
public final class PythonUuid {
  private static final int DIGITS = 32;

  private PythonUuid() {}

  /** The UUID that the text spells, empty where Python raises ValueError. */
  public static Optional<UUID> parse(String text) {
    String hex = text.replace("urn:", "").replace("uuid:", "");
    int begin = 0;
    int end = hex.length();
    while (begin < end && isBrace(hex.charAt(begin))) {
      begin++;
    }
    while (end > begin && isBrace(hex.charAt(end - 1))) {
      end--;
    }
    int[] digits = hex.substring(begin, end).replace("-", "").codePoints().toArray();
    if (digits.length != DIGITS) {
      return Optional.empty();
    }
    long[] halves = new long[2];
    for (int i = 0; i < DIGITS; i++) {
      int value = digits[i] < 0x80 ? Character.digit(digits[i], 16) : PythonText.digit(digits[i]);
      if (value < 0) {
        return Optional.empty();
      }
      halves[i / 16] = halves[i / 16] << 4 | value;
    }
    return Optional.of(new UUID(halves[0], halves[1]));
  }

  private static boolean isBrace(char c) {
    return c == '{' || c == '}';
  }
}
