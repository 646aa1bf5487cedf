package dev.roster.server.transfer;

/**
 * Why a row cannot be imported.
 *
 * @param line of the file, counted from 1; 0 for the file as a whole
 * @param column empty for the row as a whole
 */
public record Problem(String file, long line, String column, String reason) {
  @Override
  public String toString() {
    return file
        + (line == 0 ? "" : ", line " + line)
        + (column.isEmpty() ? "" : ", column " + column)
        + ": "
        + reason;
  }
}
