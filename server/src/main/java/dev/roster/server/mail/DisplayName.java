package dev.roster.server.mail;

import dev.roster.server.address.HiddenCharacters;
import java.text.Normalizer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names and addresses that people typed, in the form in which mail and pages of Roster show them:
 * one line of limited length, without anything that a mail client makes a link of. Stored names
 * stay as they are. docs/invitations.md has the rule for readers.
 */
public final class DisplayName {
  private static final int MAX_GRAPHEMES = 64;
  private static final int MAX_TYPED = 1000;
  private static final int MAX_MARKS = 5;
  private static final String LEFT_OUT = "\u2026";
  private static final int UNICODE =
      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

  /** The characters that resolvers take for a dot, and full stops that look like one. */
  private static final String DOT = "[.\u3002\u06d4\u0701\u0702\ua4f8]";

  private static final String HOST =
      "(?:[\\p{L}\\p{M}\\p{N}_-]+" + DOT + ")+[\\p{L}\\p{M}\\p{N}-]{2,}";

  /** An address within a name: no name of a person or company needs one. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          String.join(
              "|",
              // any scheme with its slashes, and schemes that work without
              "[a-z][a-z0-9+.-]*\\s?:\\s?[/\\\\]\\S*",
              "(?<![\\p{L}\\p{N}])(?:https?|hxxps?|ftps?|sftp|mailto|tel|callto|sms|smsto|sips?|skype"
                  + "|whatsapp|tg|facetime|javascript|vbscript|data|blob|file|ldaps?|magnet|bitcoin"
                  + "|geo|webcal|intent|market):\\S+",
              "(?://|\\\\\\\\)\\S+",
              "(?<![\\p{L}\\p{N}])www\\d*" + DOT + "\\S*",
              "[^\\s@]+@[^\\s@]+" + DOT + "[^\\s@]+",
              HOST + "(?::\\d+|[/\\\\?#\u2044\u2215\u29f8])\\S*",
              "\\d{1,3}(?:" + DOT + "\\d{1,3}){3}\\S*",
              "\\[[0-9a-f.]*:[0-9a-f:.]*\\]\\S*"),
          UNICODE);

  private static final int FEWEST_WITH_PREFIX = 7;
  private static final int FEWEST_IN_GROUPS = 9;

  /** Digits of any script or shape, with whatever but letters between them. */
  private static final Pattern NUMBER =
      Pattern.compile("(?:[+(]\\s*)*\\p{N}(?:[^\\p{L}\\p{N}]*+\\p{N}){6,}", UNICODE);

  private static final Pattern GROUP =
      Pattern.compile("(?<before>[+(]\\s*)?(?<!\\p{N})(?<digit>\\p{N})", UNICODE);

  /** A dot that makes a host of its neighbours; no top level has one letter of an alphabet. */
  private static final Pattern TIGHT_DOT =
      Pattern.compile(
          "(?<=\\S)("
              + DOT
              + ")(?=\\p{L}\\p{M}*\\p{L}"
              + "|[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}])",
          UNICODE);

  private static final Pattern TIGHT_COLON = Pattern.compile("(?<=[\\p{L}\\p{N}]):(?=\\p{L})");
  private static final Pattern DOUBLE_QUOTES =
      Pattern.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u301d-\u301f]");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern GRAPHEME = Pattern.compile("\\X");
  private static final Pattern SAYS_SOMETHING = Pattern.compile("[\\p{L}\\p{N}\\p{So}]");

  private DisplayName() {}

  /** The name of a person, company or role; empty if nothing of it can be shown. */
  public static String of(String typed) {
    String seen = DOUBLE_QUOTES.matcher(seen(typed)).replaceAll("'");
    String named = ADDRESS.matcher(seen).replaceAll(LEFT_OUT);
    named = NUMBER.matcher(named).replaceAll(DisplayName::unlessPhone);
    named = TIGHT_DOT.matcher(named).replaceAll("$1 ");
    named = TIGHT_COLON.matcher(named).replaceAll(": ");
    String line = cut(BLANKS.matcher(named).replaceAll(" ").strip(), MAX_GRAPHEMES);
    return SAYS_SOMETHING.matcher(line).find() ? line : "";
  }

  /**
   * An e-mail address, which must be recognised: what no ordinary one has is an asterisk, so that
   * nothing but an address can be read from it.
   */
  public static String address(String typed) {
    String seen = BLANKS.matcher(seen(typed)).replaceAll("*");
    int at = seen.lastIndexOf('@');
    if (at < 0) {
      return of(typed);
    }
    String local = seen.substring(0, at).replaceAll("[^\\p{L}\\p{M}\\p{N}.!&'+_=~-]", "*");
    String domain = seen.substring(at + 1).replaceAll("[^\\p{L}\\p{M}\\p{N}.:\\[\\]-]", "*");
    return cut(local, MAX_GRAPHEMES) + "@" + domain;
  }

  /** On one line, with nothing that cannot be seen, and letters of another width as themselves. */
  private static String seen(String typed) {
    int[] all =
        Normalizer.normalize(typed, Normalizer.Form.NFC).codePoints().limit(MAX_TYPED).toArray();
    StringBuilder seen = new StringBuilder();
    int marks = 0;
    for (int i = 0; i < all.length; i++) {
      int c = all[i];
      marks = isMark(c) ? marks + 1 : 0;
      if (HiddenCharacters.isBreak(c)) {
        seen.append(' ');
      } else if (HiddenCharacters.includes(c)) {
        if (HiddenCharacters.isSpelling(all, i)) {
          seen.appendCodePoint(c);
        } else if (Character.isISOControl(c)) {
          seen.append(' ');
        }
      } else if (marks <= MAX_MARKS) {
        seen.append(folded(c));
      }
    }
    return seen.toString();
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }

  /**
   * Full-width, circled and mathematical letters work in addresses like the plain ones; what
   * Unicode spells out in several letters, such as a trade mark sign, does not.
   */
  private static String folded(int c) {
    String one = Character.toString(c);
    String folded = Normalizer.normalize(one, Normalizer.Form.NFKC);
    boolean same = folded.codePointCount(0, folded.length()) == 1;
    return same && Character.getType(c) != Character.OTHER_NUMBER ? folded : one;
  }

  /** A number that could be called: with a prefix, or long and in groups. */
  private static String unlessPhone(MatchResult found) {
    String number = found.group();
    boolean grouped = digits(number) < number.codePointCount(0, number.length());
    boolean phone =
        grouped && digits(number) >= FEWEST_IN_GROUPS
            || GROUP
                .matcher(number)
                .results()
                .filter(DisplayName::isPrefix)
                .anyMatch(group -> digits(number.substring(group.start())) >= FEWEST_WITH_PREFIX);
    return phone ? LEFT_OUT : Matcher.quoteReplacement(number);
  }

  // letters have strange values, but here is none
  @SuppressWarnings("CharacterGetNumericValue")
  private static boolean isPrefix(MatchResult group) {
    return group.group("before") != null
        || Character.getNumericValue(group.group("digit").codePointAt(0)) == 0;
  }

  private static long digits(String number) {
    return number
        .codePoints()
        .filter(c ->
            switch (Character.getType(c)) {
              case Character.DECIMAL_DIGIT_NUMBER,
                  Character.LETTER_NUMBER,
                  Character.OTHER_NUMBER ->
                  true;
              default -> false;
            })
        .count();
  }

  private static String cut(String text, int graphemes) {
    Matcher each = GRAPHEME.matcher(text);
    int end = 0;
    for (int i = 0; i < graphemes && each.find(); i++) {
      end = each.end();
    }
    return end == text.length() ? text : text.substring(0, end).strip() + LEFT_OUT;
  }
}
