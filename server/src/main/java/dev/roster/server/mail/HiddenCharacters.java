package dev.roster.server.mail;

/**
 * Code points that steer a display or cannot be seen: controls, line breaks, direction marks, zero
 * width and blank letters, and what has no meaning outside one program.
 */
public final class HiddenCharacters {
  private HiddenCharacters() {}

  /** True for what must not reach a terminal, a mail or a page as part of a name. */
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

  /** True for what parts words: a plain blank takes its place. */
  static boolean isBreak(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85 || c == 0x2800;
  }

  /** Letters, marks and symbols without ink, which Unicode gives no category of their own. */
  private static boolean isBlankLetter(int c) {
    return switch (c) {
      case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 -> true;
      default -> false;
    };
  }

  static boolean isVariationSelector(int c) {
    return c >= 0xfe00 && c <= 0xfe0f || c >= 0x180b && c <= 0x180f || c >= 0xe0100 && c <= 0xe01ef;
  }
}
