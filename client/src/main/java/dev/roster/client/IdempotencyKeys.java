package dev.roster.client;

import java.util.UUID;

/** The names that requests carry so that the server does the work of each only once. */
final class IdempotencyKeys {
  private static final int LONGEST = 255;

  private IdempotencyKeys() {}

  static String fresh() {
    return UUID.randomUUID().toString();
  }

  /** A quote in front would make a server read the key as a quoted string. */
  static String checked(String key) {
    boolean visible =
        ArgumentChecks.given(key, "idempotencyKey").chars().allMatch(c -> c > ' ' && c <= '~');
    if (key.isEmpty() || key.length() > LONGEST || !visible || key.startsWith("\"")) {
      throw new IllegalArgumentException(
          "an idempotency key has 1 to 255 visible ASCII characters and begins with no quote");
    }
    return key;
  }
}
