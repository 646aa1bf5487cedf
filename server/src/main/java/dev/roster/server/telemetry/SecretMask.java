package dev.roster.server.telemetry;

import java.util.regex.Pattern;

/**
 * Masks all that is long enough to be a token, a key or the secret of a link in a text that a
 * client chose, since clients put them into the wrong place. What is not printable ASCII is
 * replaced, and the text is cut.
 */
final class SecretMask {
  static final String MASKED = "REDACTED";

  private static final int LONGEST = 200;

  /** All secrets of Roster have at least 36 characters; percent-encoding makes them longer. */
  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9._~%+-]{32,}+");

  /** The names of hosts are long, their parts are not. */
  private static final Pattern LONG_LABEL = Pattern.compile("[A-Za-z0-9_~%+-]{32,}+");

  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

  private SecretMask() {}

  /** A path, or the name of a program. */
  static String of(String text) {
    return masked(LONG_WORD, text);
  }

  /** The name of a host. */
  static String ofHost(String name) {
    return masked(LONG_LABEL, name);
  }

  private static String masked(Pattern secret, String text) {
    String printable = UNPRINTABLE.matcher(text).replaceAll("?");
    String masked = secret.matcher(printable).replaceAll(MASKED);
    return masked.length() > LONGEST ? masked.substring(0, LONGEST) : masked;
  }
}
