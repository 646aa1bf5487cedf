package dev.roster.server.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply of a mail server.
 *
 * @param stage the step it belongs to
 * @param code the three digits, -1 for what is no reply
 * @param subject the second number of the enhanced status code (RFC 3463), -1 if there is none
 * @param detail its third number, -1 if there is none
 * @param text all lines, without codes and addresses: a recipient may be called {@code relay}
 */
record SmtpReply(SmtpStage stage, int code, int subject, int detail, String text) {
  private static final int GOING = 221;
  private static final int PERMANENT = 500;
  private static final int LAST = 599;
  private static final int MOST_TEXT = 4096;
  private static final Pattern LINE = Pattern.compile("(?m)^\\d{3}(?:[ -]|$)");

  /** Behind the reply code, or as qmail writes it: {@code (#5.7.1)}. */
  private static final Pattern STATUS =
      Pattern.compile("(?m)(?:^\\s*|\\(?#)[245]\\.(\\d{1,3})\\.(\\d{1,3})(?!\\.?\\d)");

  private static final Pattern ADDRESS = Pattern.compile("<[^<>\\n]*>|[^\\s<>]*@[^\\s<>]*");

  /** Reads what the server said, of one line or many. */
  static SmtpReply of(SmtpStage stage, int code, String said) {
    // the patterns below look at each letter again and again
    String begin = said.length() > MOST_TEXT ? said.substring(0, MOST_TEXT) : said;
    String text = LINE.matcher(begin).replaceAll("");
    Matcher status = STATUS.matcher(text);
    boolean enhanced = status.find();
    return new SmtpReply(
        stage,
        code,
        enhanced ? Integer.parseInt(status.group(1)) : -1,
        enhanced ? Integer.parseInt(status.group(2)) : -1,
        ADDRESS.matcher(text).replaceAll(" ").replaceAll("\\s+", " ").strip());
  }

  /** The library reads replies as Latin-1; most letters beyond ASCII are UTF-8 (RFC 6531 3.7.4). */
  static String readable(String said) {
    if (said.chars().anyMatch(c -> c > 0xff)) {
      return said;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(said.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException latin) {
      return said;
    }
  }

  boolean permanent() {
    return code >= PERMANENT && code <= LAST;
  }

  /** Reports whether it is a refusal: temporary (4yz) or permanent (5yz). */
  boolean refuses() {
    return code >= 400 && code <= LAST;
  }

  /**
   * Reports whether the server took the mail: 250, or another number that begins so (RFC 5321
   * 4.2.1), but for that by which a server goes away.
   */
  boolean confirmsMail() {
    return stage == SmtpStage.END_OF_DATA && code / 100 == 2 && code != GOING;
  }

  boolean hasStatus() {
    return subject >= 0;
  }
}
