package dev.roster.server.coolset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Authorization: Bearer}, read and refused as by Django REST Framework. */
final class BearerCredentials {
  /** Blanks as Python has them. */
  private static final Pattern BLANKS = Pattern.compile("[ \\t\\n\\r\\f\\x0b]+");

  private BearerCredentials() {}

  /** The token of the header's value. */
  static String read(@Nullable String header) {
    List<String> words = header == null ? List.of() : asciiWords(header);
    if (words.isEmpty() || !words.getFirst().equalsIgnoreCase("Bearer")) {
      throw CoolsetErrors.noCredentials();
    }
    if (words.size() == 1) {
      throw CoolsetErrors.unauthorized("Invalid token header. No credentials provided.");
    }
    if (words.size() > 2) {
      throw CoolsetErrors.unauthorized(
          "Invalid token header. Token string should not contain spaces.");
    }
    return utf8(words.getLast());
  }

  private static List<String> asciiWords(String header) {
    List<String> words = new ArrayList<>(List.of(BLANKS.split(header)));
    words.removeIf(String::isEmpty);
    return words;
  }

  /** Header bytes arrive as one character each; a token is UTF-8. */
  private static String utf8(String header) {
    byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
    String token = new String(bytes, StandardCharsets.UTF_8);
    if (token.indexOf('\ufffd') >= 0) {
      throw CoolsetErrors.unauthorized(
          "Invalid token header. Token string should not contain invalid characters.");
    }
    return token;
  }
}
