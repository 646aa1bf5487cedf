package dev.roster.server.address;

import java.lang.Character.UnicodeScript;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Code points that steer a display or cannot be seen: controls, line breaks, direction marks,
 * joiners, variation selectors, blank letters, and what has no meaning outside one program. The
 * only such list in the server; docs/addresses.md says which reader asks which question.
 */
public final class HiddenCharacters {
  /** Scripts whose words are spelled with invisible joiners. */
  private static final Set<UnicodeScript> JOINING =
      Set.of(
          UnicodeScript.ARABIC,
          UnicodeScript.SYRIAC,
          UnicodeScript.NKO,
          UnicodeScript.MONGOLIAN,
          UnicodeScript.DEVANAGARI,
          UnicodeScript.BENGALI,
          UnicodeScript.GURMUKHI,
          UnicodeScript.GUJARATI,
          UnicodeScript.ORIYA,
          UnicodeScript.TAMIL,
          UnicodeScript.TELUGU,
          UnicodeScript.KANNADA,
          UnicodeScript.MALAYALAM,
          UnicodeScript.SINHALA,
          UnicodeScript.KHMER);

  private HiddenCharacters() {}

  /**
   * For what shows text on a terminal, in mail, on a page or in a message, and for e-mail
   * addresses: none of these may pass. Letters of a Unicode that is newer than ours are among them.
   */
  public static boolean includes(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> isBlankLetter(c) || isVariationSelector(c);
    };
  }

  /**
   * For names that are stored: the first hidden code point that does not belong to the spelling of
   * a word. Letters that only a newer Unicode knows are letters here, since a name is kept for
   * longer than a version of Unicode.
   */
  public static OptionalInt firstIn(String name) {
    int[] all = name.codePoints().toArray();
    return IntStream.range(0, all.length)
        .filter(i -> includes(all[i]) && !isSpelling(all, i) && !mayBecomeALetter(all[i]))
        .map(i -> all[i])
        .findFirst();
  }

  /** A joiner within a word of a script that needs it, or the variant of an ideograph. */
  public static boolean isSpelling(int[] all, int i) {
    if (i == 0) {
      return false;
    }
    UnicodeScript before = UnicodeScript.of(all[i - 1]);
    if (all[i] == 0x200c || all[i] == 0x200d) {
      return i + 1 < all.length
          && JOINING.contains(before)
          && UnicodeScript.of(all[i + 1]) == before;
    }
    return isVariationSelector(all[i]) && before == UnicodeScript.HAN;
  }

  /** True for what parts words: a plain blank takes its place where text is shown. */
  public static boolean isBreak(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85 || c == 0x2800;
  }

  /** Letters, marks and symbols without ink, which Unicode gives no category of their own. */
  private static boolean isBlankLetter(int c) {
    return switch (c) {
      case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 -> true;
      default -> false;
    };
  }

  /** True for what chooses the form of the letter before it. */
  public static boolean isVariationSelector(int c) {
    return c >= 0xfe00 && c <= 0xfe0f || c >= 0x180b && c <= 0x180f || c >= 0xe0100 && c <= 0xe01ef;
  }

  /** Unassigned, and neither for ever nor set aside for what shall not be seen (UAX 44). */
  private static boolean mayBecomeALetter(int c) {
    boolean noncharacter = (c & 0xfffe) == 0xfffe || c >= 0xfdd0 && c <= 0xfdef;
    boolean ignorable = c == 0x2065 || c >= 0xfff0 && c <= 0xfff8 || c >= 0xe0000 && c <= 0xe0fff;
    return Character.getType(c) == Character.UNASSIGNED && !noncharacter && !ignorable;
  }
}
