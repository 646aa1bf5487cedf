package dev.roster.server.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that choose the rows of a list. */
final class SearchOptions {
  private static final int USUAL = 100;

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only those with this in their name or address, in any case.")
  private String part;

  @ValueRange(min = 1, max = 1_000_000)
  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "" + USUAL,
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  String part() {
    return part;
  }

  boolean isGiven() {
    return !part.isEmpty();
  }

  /** The rows to ask for: one more than are shown, which tells whether there are more. */
  int most() {
    return limit + 1;
  }

  <T> List<T> cut(List<T> found) {
    return found.subList(0, Math.min(limit, found.size()));
  }

  /** A line beside the output, which a pipe does not see. */
  void tellOfMore(List<?> found, CommandLine command) {
    if (found.size() > limit) {
      command.getErr().println("There are more; see --limit and --search.");
      command.getErr().flush();
    }
  }
}
