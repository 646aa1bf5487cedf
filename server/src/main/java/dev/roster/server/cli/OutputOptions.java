package dev.roster.server.cli;

import picocli.CommandLine.Option;

/** The option of commands that print a list. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|csv",
      defaultValue = "table",
      description =
          "A table for people, JSON or CSV for programs, whose members and columns stay as they are"
              + " (docs/command.md; default: ${DEFAULT-VALUE}).")
  private OutputFormat format;

  OutputFormat format() {
    return format;
  }
}
