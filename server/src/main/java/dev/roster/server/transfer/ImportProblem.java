package dev.roster.server.transfer;

import dev.roster.server.address.HiddenCharacters;

/**
 * Why a row cannot be imported.
 *
 * @param line of the file, counted from 1; 0 for the file as a whole
 * @param column empty for the row as a whole
 */
public record ImportProblem(String file, long line, String column, String reason) {
  private static final int MAX_SHOWN = 60;

  /** Text of a file as a message may repeat it: not too long, on one line, nothing hidden. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MAX_SHOWN)
        .forEach(c -> {
          if (HiddenCharacters.includes(c)) {
            shown.append("\\u%04x".formatted(c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    return text.codePointCount(0, text.length()) > MAX_SHOWN ? shown + "..." : shown.toString();
  }

  @Override
  public String toString() {
    return file
        + (line == 0 ? "" : ", line " + line)
        + (column.isEmpty() ? "" : ", column " + column)
        + ": "
        + reason;
  }
}
