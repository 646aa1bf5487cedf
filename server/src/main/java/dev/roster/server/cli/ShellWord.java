package dev.roster.server.cli;

/** A word as a POSIX shell reads it, with quotes where it needs them. */
final class ShellWord {
  private ShellWord() {}

  static String of(String word) {
    String plain = Printable.of(word);
    return plain.matches("[A-Za-z0-9_./@%+=:,-]+")
        ? plain
        : "'" + plain.replace("'", "'\\''") + "'";
  }
}
