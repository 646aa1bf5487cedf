package dev.roster.server.directory;

/**
 * A suspension or its end.
 *
 * @param before the person until now, who may have been like that already
 */
public record StatusChange(Account before, Account after) {
  /** Reports whether anything changed. */
  public boolean isChange() {
    return !before.equals(after);
  }
}
