package dev.roster.server.cli;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** A description in the few words that lists of commands and menus of shells have room for. */
final class Summary {
  private Summary() {}

  /** The summary of a command. */
  static String of(CommandSpec command) {
    return of(command.usageMessage().description());
  }

  /** The first clause: up to a full stop, colon or semicolon at the end of a word, or a bracket. */
  static String of(String... description) {
    String text = description.length == 0 ? "" : description[0];
    return plain(text.replaceAll("\\$\\{[^}]*}", ""))
        .replaceFirst("(?s)[.:;](\\s.*)?$|\\s*\\(.*", "")
        .strip();
  }

  /** The text without the marks of picocli. */
  static String plain(String text) {
    return Ansi.OFF.string(text.replace("%n", "\n").replace("%%", "%")).strip();
  }
}
