package dev.roster.server.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decodes the spellings in which programs quote mail: lines that were folded, quoted-printable,
 * percent and backslash escapes, references of HTML, hexadecimal digits and Base64, and one of them
 * within another.
 */
final class DecodedVariants {
  /** The end of a line of a reply or of quoted-printable, and the code of the next line. */
  private static final Pattern FOLD =
      Pattern.compile("=?[ \\t]*\\R(?:[245]\\d\\d[ -])?(?:[245]\\.\\d{1,3}\\.\\d{1,3} )?[ \\t]*");

  private static final Pattern HEX_ESCAPE =
      Pattern.compile("(?:[=%+]|\\\\x|\\\\u00|&#[xX]0{0,6})([0-9A-Fa-f]{2});?");
  private static final Pattern DECIMAL_ESCAPE = Pattern.compile("&#0{0,6}([0-9]{2,3});?");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f](?:[ :]?[0-9A-Fa-f]){11,}+");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{8,}+");
  private static final int BASE64_GROUP = 4;
  private static final int HEXADECIMAL = 16;
  private static final int DECIMAL = 10;

  private static final List<Function<String, String>> READERS =
      List.of(
          DecodedVariants::escapes,
          text -> HEX.matcher(text).replaceAll(run -> hex(run, 0)),
          text -> HEX.matcher(text).replaceAll(run -> hex(run, 1)),
          text -> BASE64.matcher(text).replaceAll(word -> base64(word.group(), 0)),
          text -> BASE64.matcher(text).replaceAll(word -> base64(word.group(), 1)),
          text -> BASE64.matcher(text).replaceAll(word -> base64(word.group(), 2)),
          text -> BASE64.matcher(text).replaceAll(word -> base64(word.group(), 3)));

  private DecodedVariants() {}

  /** The text in one line, and all that it may spell. */
  static Stream<String> of(String text) {
    String line = FOLD.matcher(text).replaceAll("");
    List<String> once = read(line).toList();
    return Stream.concat(
        Stream.of(line),
        Stream.concat(once.stream(), once.stream().flatMap(DecodedVariants::read)));
  }

  private static Stream<String> read(String text) {
    return READERS.stream().map(reader -> reader.apply(text));
  }

  private static String escapes(String text) {
    String half = HEX_ESCAPE.matcher(text).replaceAll(each -> letter(each.group(1), HEXADECIMAL));
    return DECIMAL_ESCAPE.matcher(half).replaceAll(each -> letter(each.group(1), DECIMAL));
  }

  private static String letter(String digits, int radix) {
    return quoted(Character.toString(Integer.parseInt(digits, radix)));
  }

  /** Of a run of digits; one that was cut may begin within a letter. */
  private static String hex(MatchResult run, int skip) {
    String digits = run.group().replaceAll("[ :]", "");
    StringBuilder plain = new StringBuilder();
    for (int at = skip; at + 2 <= digits.length(); at += 2) {
      plain.append((char) Integer.parseInt(digits, at, at + 2, HEXADECIMAL));
    }
    return quoted(plain.toString());
  }

  /** A word of Base64 that was cut may begin anywhere in a group of four. */
  static String plain(String word, int skip) {
    String rest = word.substring(Math.min(skip, word.length()));
    // a single letter in the last group stands for no byte
    int end = rest.length() % BASE64_GROUP == 1 ? rest.length() - 1 : rest.length();
    return new String(Base64.getDecoder().decode(rest.substring(0, end)), StandardCharsets.UTF_8);
  }

  private static String base64(String word, int skip) {
    return quoted(plain(word, skip));
  }

  private static String quoted(String plain) {
    return Matcher.quoteReplacement(plain);
  }
}
