package dev.roster.server.idempotency;

/** A name that the sender of a request made up for it: 1 to 255 visible ASCII characters. */
public record IdempotencyKey(String value) {
  private static final int LONGEST = 255;

  public IdempotencyKey {
    if (!isOne(value)) {
      throw new IllegalArgumentException("not a key");
    }
  }

  /** Reports whether the text can be a key. */
  public static boolean isOne(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> c > ' ' && c <= '~');
  }
}
