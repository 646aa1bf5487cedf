package dev.roster.server.cli;

import java.util.Locale;

/** The forms in which a command prints a list. */
enum OutputFormat {
  /** For a person at a terminal. */
  TABLE,
  /** An array of objects, or one object. */
  JSON,
  /** RFC 4180, with a line of headings. */
  CSV;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
