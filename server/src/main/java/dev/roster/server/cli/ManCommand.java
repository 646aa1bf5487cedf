package dev.roster.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster man}. */
@ReadOnlyCommand
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the manual page of a command, or writes all of them.",
      "",
      "The page is for man, so nothing is printed on a terminal:",
      "roster man token create | man -l -",
      "roster man --to /usr/local/share/man/man1"
    })
public final class ManCommand implements Callable<Integer> {
  private static final int REFUSED = 1;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The words of the command; without any, roster itself.")
  private List<String> words = List.of();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Write the pages of all commands into this folder, which is made if needed.")
  private @Nullable Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine root = CommandTree.whole(spec.root().userObject());
    String release = new Version().getVersion()[0];
    if (folder != null) {
      if (!words.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "--to writes the pages of all commands, so name none.");
      }
      write(root, release, folder);
      return 0;
    }
    CommandLine page = CommandTree.named(root, words, spec);
    if (StandardOutput.isTerminal()) {
      return refuse(page);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(ManualPage.of(page, release));
    UnwrittenOutputException.requireReader(out);
    return 0;
  }

  /** On a terminal the source of a page is noise. */
  private int refuse(CommandLine page) {
    String name = page.getCommandSpec().qualifiedName();
    PrintWriter err = spec.commandLine().getErr();
    err.println("This prints the source of a manual page, which man shows. To read it:");
    err.println("  " + name.replaceFirst(" |$", " man ").strip() + " | man -l -");
    err.println("  " + name + " --help");
    err.flush();
    return REFUSED;
  }

  private static void write(CommandLine root, String release, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (CommandLine each : ManualPage.tree(root)) {
      Files.writeString(folder.resolve(ManualPage.name(each) + ".1"), ManualPage.of(each, release));
    }
  }
}
