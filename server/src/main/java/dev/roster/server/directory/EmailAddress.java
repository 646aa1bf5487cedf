package dev.roster.server.directory;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * An e-mail address as somebody typed it, with the key that decides whether two addresses are the
 * same: NFC, the domain as IDNA A-labels, the local part in lower case as far as it is ASCII. Other
 * letters are never folded, so {@code mıke@} is not {@code mike@}, nor is one with a Kelvin sign.
 */
public record EmailAddress(String typed) {

  /** What makes two addresses the same; the key of a key is itself. */
  public String key() {
    String normal = composed(typed);
    int at = normal.lastIndexOf('@');
    if (at < 0) {
      return lowered(normal);
    }
    return lowered(normal.substring(0, at)) + "@" + domain(normal.substring(at + 1));
  }

  /** Composed once more: J and a caron are two characters, j and a caron are one. */
  private static String lowered(String normal) {
    return composed(lowerAscii(normal));
  }

  /** NFC, except that no other letter becomes an ASCII one: the Kelvin sign is not K. */
  private static String composed(String text) {
    StringBuilder composed = new StringBuilder(text.length());
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      if (letter.charAt(0) >= 0x80 && nfc(letter).charAt(0) < 0x80) {
        composed.append(nfc(text.substring(begin, i))).append(letter);
        begin = i + 1;
      }
    }
    return composed.append(nfc(text.substring(begin))).toString();
  }

  private static String nfc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static String domain(String domain) {
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notADomainName) {
      return lowered(domain);
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
