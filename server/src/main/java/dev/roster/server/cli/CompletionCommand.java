package dev.roster.server.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster completion}. */
@ReadOnlyCommand
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the completion of commands and options for a shell.",
      "",
      "bash: source <(roster completion bash)",
      "zsh:  source <(roster completion zsh)",
      "fish: roster completion fish | source"
    })
public final class CompletionCommand implements Callable<Integer> {
  /** The shells whose completion is known. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (shell) {
          // the script of picocli is for both: it asks zsh to read completions of bash
          case BASH, ZSH ->
              AutoComplete.bash("roster", CommandTree.whole(spec.root().userObject()));
          case FISH -> FishCompletion.of("roster", CommandTree.whole(spec.root().userObject()));
        });
    UnwrittenOutputException.requireReader(out);
    return 0;
  }
}
