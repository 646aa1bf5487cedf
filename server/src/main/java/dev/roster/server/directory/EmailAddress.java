package dev.roster.server.directory;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * An e-mail address as somebody typed it, with the key that decides whether two addresses are the
 * same: NFC, the domain as IDNA A-labels, the local part in lower case as far as it is ASCII. Other
 * letters are never folded, so {@code mıke@} is not {@code mike@}.
 */
public record EmailAddress(String typed) {

  /** What makes two addresses the same; the key of a key is itself. */
  public String key() {
    String normal = Normalizer.normalize(typed, Normalizer.Form.NFC);
    int at = normal.lastIndexOf('@');
    if (at < 0) {
      return lowerAscii(normal);
    }
    return lowerAscii(normal.substring(0, at)) + "@" + domain(normal.substring(at + 1));
  }

  private static String domain(String domain) {
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notADomainName) {
      return lowerAscii(domain);
    }
  }

  private static String lowerAscii(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return lower.toString();
  }
}
