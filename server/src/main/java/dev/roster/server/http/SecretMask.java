package dev.roster.server.http;

import java.util.regex.Pattern;

/**
 * Masks all that is long enough to be a token, a key or the secret of a link in a text that a
 * client chose, since clients put them into the wrong place; and the credentials that the request
 * itself presents, which may be shorter.
 */
public final class SecretMask {
  static final String MASKED = "REDACTED";

  private static final int LONGEST = 200;

  /** All secrets of Roster have at least 36 characters; percent-encoding makes them longer. */
  static final int SHORTEST = 32;

  private static final Pattern LONG_WORD = longest("A-Za-z0-9._~%+-");

  /** The names of hosts are long, their parts are not. */
  private static final Pattern LONG_LABEL = longest("A-Za-z0-9_~%+-");

  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

  private SecretMask() {}

  private static Pattern longest(String characters) {
    return Pattern.compile("[" + characters + "]{" + SHORTEST + ",}+");
  }

  /** A path, or the name of a program; printable ASCII, and cut. */
  public static String of(String text, PresentedCredentials presented) {
    return shortened(LONG_WORD, presented.lengthenedIn(text));
  }

  /** The name of a host; printable ASCII, and cut. */
  public static String ofHost(String name, PresentedCredentials presented) {
    return shortened(LONG_LABEL, presented.lengthenedIn(name));
  }

  /** A text of any length and any characters. */
  static String within(String text, PresentedCredentials presented) {
    return LONG_WORD.matcher(presented.lengthenedIn(text)).replaceAll(MASKED);
  }

  private static String shortened(Pattern secret, String text) {
    String printable = UNPRINTABLE.matcher(text).replaceAll("?");
    String masked = secret.matcher(printable).replaceAll(MASKED);
    return masked.length() > LONGEST ? masked.substring(0, LONGEST) : masked;
  }
}
