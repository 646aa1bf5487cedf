package dev.roster.server.coolset;

import java.nio.charset.StandardCharsets;

/** Text that shall stand in a header as a URI. */
final class Iri {
  /**
   * The characters that {@code django.utils.encoding.iri_to_uri} keeps, besides letters and digits.
   */
  private static final String SAFE = "/#%[]=:;$&()+,!?*@'~_.-";

  private Iri() {}

  static String toUri(String iri) {
    StringBuilder uri = new StringBuilder();
    for (byte b : iri.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || SAFE.indexOf(c) >= 0);
      uri.append(plain ? String.valueOf(c) : "%%%02X".formatted(b & 0xff));
    }
    return uri.toString();
  }
}
