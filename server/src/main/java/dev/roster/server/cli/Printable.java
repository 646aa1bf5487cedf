package dev.roster.server.cli;

import dev.roster.server.address.HiddenCharacters;

/** Text that people typed, as a terminal may show it. */
final class Printable {
  private Printable() {}

  /** With a question mark for what would command a terminal, turn its text or stay invisible. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .map(c -> HiddenCharacters.includes(c) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
