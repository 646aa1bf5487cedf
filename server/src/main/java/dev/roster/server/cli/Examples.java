package dev.roster.server.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Prints the examples of {@code --help} line by line as they are: wrapped at the width of the
 * terminal they could not be pasted any more.
 */
public final class Examples {
  private Examples() {}

  /** Applies this to the command and its subcommands. */
  public static void keepLinesIn(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(
            UsageMessageSpec.SECTION_KEY_FOOTER,
            help ->
                Stream.of(help.commandSpec().usageMessage().footer())
                    .map(line -> line + System.lineSeparator())
                    .collect(Collectors.joining()));
    command.getSubcommands().values().forEach(Examples::keepLinesIn);
  }
}
