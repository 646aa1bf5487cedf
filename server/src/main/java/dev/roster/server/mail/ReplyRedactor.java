package dev.roster.server.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removes secrets from replies of a mail server: whole or in pieces, in capital letters, in Base64.
 * A text that holds one in another encoding ({@link DecodedVariants}) is hidden but for its codes.
 * Servers quote what they refuse, break it into lines and cut it, so the whole secret is rarely
 * there to be found. Redaction has to come before anything else cuts the text.
 */
final class ReplyRedactor {
  /** Stands for what was removed. */
  static final String HIDDEN = "...";

  /** Shorter pieces are found in ordinary words, and help nobody to guess the rest. */
  private static final int SHORTEST_PIECE = 6;

  /** Far more than is shown, and little enough for patterns that look at each place again. */
  static final int MOST_TEXT = 4096;

  /** Stands for the rest of a text that spells a secret in another way. */
  private static final String HIDDEN_WHOLE = "(the rest is hidden, since it quotes a secret)";

  private static final Pattern CODES =
      Pattern.compile("[245]\\d\\d(?:[ -][245]\\.\\d{1,3}\\.\\d{1,3})?(?!\\d)");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+");
  private static final int BASE64_GROUP = 4;

  private final List<String> secrets = new ArrayList<>();

  /** Of secrets that exist; null and empty ones do not. */
  ReplyRedactor(@Nullable String... secrets) {
    for (@Nullable String secret : secrets) {
      if (secret != null && !secret.isEmpty()) {
        this.secrets.add(lower(secret));
      }
    }
  }

  /** The beginning of the text, without the secrets. */
  String of(String text) {
    String shown = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    for (String secret : secrets) {
      shown = withoutEncoded(withoutPieces(shown, secret), secret);
    }
    return spellsSecret(shown) ? beginning(shown) + HIDDEN_WHOLE : shown;
  }

  /** A secret without known delimiters; short ones may match by chance. */
  private boolean spellsSecret(String text) {
    return DecodedVariants.of(text)
        .anyMatch(spelled ->
            secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST_PIECE)
                .anyMatch(secret -> !withoutPieces(spelled, secret).equals(spelled)));
  }

  /** The code and the status, which say enough of most replies. */
  private static String beginning(String text) {
    Matcher codes = CODES.matcher(text);
    return codes.lookingAt() ? codes.group() + " " : "";
  }

  private static String withoutPieces(String text, String secret) {
    String low = lower(text);
    int shortest = Math.min(SHORTEST_PIECE, secret.length());
    StringBuilder shown = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int piece = piece(low, at, secret, shortest);
      shown.append(piece > 0 ? HIDDEN : text.charAt(at));
      at += Math.max(piece, 1);
    }
    return shown.toString();
  }

  /** The length of the piece of the secret that begins there; 0 if none does. */
  private static int piece(String text, int at, String secret, int shortest) {
    int end = at + shortest;
    if (end > text.length() || !secret.contains(text.substring(at, end))) {
      return 0;
    }
    while (end < text.length() && secret.contains(text.substring(at, end + 1))) {
      end++;
    }
    return end - at;
  }

  private static String withoutEncoded(String text, String secret) {
    return BASE64
        .matcher(text)
        .replaceAll(word ->
            Matcher.quoteReplacement(encodes(word.group(), secret) ? HIDDEN : word.group()));
  }

  /** A word that was cut may begin anywhere in a group of four. */
  private static boolean encodes(String word, String secret) {
    for (int skip = 0; skip < Math.min(BASE64_GROUP, word.length()); skip++) {
      String plain = DecodedVariants.plain(word, skip);
      if (!withoutPieces(plain, secret).equals(plain)) {
        return true;
      }
    }
    return false;
  }

  /** Of the same length, whatever letters there are. */
  private static String lower(String text) {
    StringBuilder low = new StringBuilder(text.length());
    text.chars().forEach(c -> low.append(Character.toLowerCase((char) c)));
    return low.toString();
  }
}
