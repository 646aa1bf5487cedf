package dev.roster.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code benchmarks/run}. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    description = "Measures servers beside floors, in one interleaved run.",
    subcommands = {
      DataCommand.class,
      MeasureCommand.class,
      WarmUpCommand.class,
      OverloadCommand.class,
      SoakCommand.class,
      ProfileCommand.class
    })
public final class Main {
  private Main() {}

  /** Runs a subcommand. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command, which reports what went wrong without a trace. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          command.getErr().println(failure.getMessage());
          command.getErr().flush();
          return CommandLine.ExitCode.SOFTWARE;
        });
  }
}
