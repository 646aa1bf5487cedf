package dev.roster.server.idempotency;

import java.util.Optional;
import java.util.regex.Pattern;

/** A name that the sender of a request made up for it: 1 to 255 visible ASCII characters. */
public record IdempotencyKey(String value) {
  private static final int LONGEST = 255;
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\[\"\\\\])*)\"");

  public IdempotencyKey {
    if (!isOne(value)) {
      throw new IllegalArgumentException("not a key");
    }
  }

  /**
   * The key in the value of a header: bare, as most clients send it, or a string of RFC 9651, as
   * the draft of the header wants it. Empty if it is malformed.
   */
  public static Optional<IdempotencyKey> ofHeader(String sent) {
    String key = sent;
    if (sent.startsWith("\"")) {
      var quoted = QUOTED.matcher(sent);
      key = quoted.matches() ? quoted.group(1).replaceAll("\\\\(.)", "$1") : "";
    }
    return isOne(sent) && isOne(key) ? Optional.of(new IdempotencyKey(key)) : Optional.empty();
  }

  /** Reports whether the text can be a key. */
  public static boolean isOne(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> c > ' ' && c <= '~');
  }
}
