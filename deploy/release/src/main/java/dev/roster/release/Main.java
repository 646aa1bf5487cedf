package dev.roster.release;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of {@code deploy/release} that are written in Java. */
@Command(
    name = "deploy/release",
    mixinStandardHelpOptions = true,
    subcommands = {BundleCommand.class, CheckCommand.class, SbomCommand.class})
public final class Main {
  private Main() {}

  /** Runs a subcommand. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
