package dev.roster.server.coolset.django;

import dev.roster.server.address.MailAddress;
import java.util.regex.Pattern;

/**
 * The e-mail addresses of Django 5.2's {@code EmailValidator}, as far as mail can reach it
 * (specs/README.md tells the difference).
 */
final class EmailRule {
  private static final int MAX_LENGTH = 320;
  // Python's IGNORECASE lets four letters beyond ASCII match a-z: İ, ı, ſ and the Kelvin sign
  private static final String LETTER = "A-Za-z\\u0130\\u0131\\u017f\\u212a";
  private static final String ATOM = "[-!#$%&'*+/=?^_`{}|~0-9" + LETTER + "]";
  private static final Pattern USER =
      Pattern.compile(
          ATOM
              + "++(?:\\."
              + ATOM
              + "++)*+"
              + "|\"(?:[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f!#-\\[\\]-\\x7f]|\\\\[\\x01-\\x09\\x0b\\x0c\\x0e-\\x7f])*+\"");
  private static final String WORD = LETTER + "\\u00a1-\\uffff0-9";
  private static final Pattern DOMAIN =
      Pattern.compile(
          "["
              + WORD
              + "](?:["
              + WORD
              + "-]{0,61}["
              + WORD
              + "])?(?:\\.(?!-)["
              + WORD
              + "-]{1,63}(?<!-))*\\.(?!-)(?:["
              + LETTER
              + "\\u00a1-\\uffff-]{2,63}|[xX][nN]--["
              + LETTER
              + "0-9]{1,59})(?<!-)");

  /** Without the tag that RFC 5321 has before an IPv6 address. */
  private static final Pattern LITERAL = Pattern.compile("\\[[A-Fa-f0-9:.]+]");

  private EmailRule() {}

  static boolean isValid(String address) {
    int at = address.lastIndexOf('@');
    if (at < 0
        || address.codePointCount(0, address.length()) > MAX_LENGTH
        || !USER.matcher(address.substring(0, at)).matches()) {
      return false;
    }
    String domain = address.substring(at + 1);
    boolean djangos =
        domain.equals("localhost")
            || DOMAIN.matcher(domain).matches()
            || LITERAL.matcher(domain).matches();
    // half a character is refused with a message of its own
    boolean half = domain.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
    return djangos && (half || MailAddress.of(address).isPresent());
  }
}
