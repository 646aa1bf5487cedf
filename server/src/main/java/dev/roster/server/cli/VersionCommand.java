package dev.roster.server.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code roster version}. */
@ReadOnlyCommand
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Prints the version of Roster and of Java.")
public final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (String line : new Version().getVersion()) {
      out.println(line);
    }
    return 0;
  }
}
