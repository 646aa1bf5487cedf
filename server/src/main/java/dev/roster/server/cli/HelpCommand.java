package dev.roster.server.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster help}. */
@ReadOnlyCommand
@Command(
    name = "help",
    mixinStandardHelpOptions = true,
    description = "Shows the help of a command, as --help behind it does.")
public final class HelpCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The words of the command; without any, roster itself.")
  private List<String> words = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    CommandTree.named(spec.root().commandLine(), words, spec).usage(out);
    UnwrittenOutputException.requireReader(out);
    return 0;
  }
}
