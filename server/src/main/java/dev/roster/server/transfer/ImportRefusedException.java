package dev.roster.server.transfer;

import dev.roster.server.failure.UserErrorException;
import java.util.List;
import java.util.stream.Collectors;

/** Nothing was imported; the message names every problem that was found, up to a limit. */
public final class ImportRefusedException extends UserErrorException {
  private static final long serialVersionUID = 1L;

  /** With so many an import stops looking. */
  static final int MOST = 20;

  private final transient List<ImportProblem> problems;

  ImportRefusedException(List<ImportProblem> problems) {
    super(
        "Nothing was imported:\n"
            + problems.stream().map(ImportProblem::toString).collect(Collectors.joining("\n"))
            + (problems.size() < MOST
                ? ""
                : "\nThere may be more: the first " + MOST + " are shown."));
    this.problems = List.copyOf(problems);
  }

  public List<ImportProblem> problems() {
    return problems;
  }
}
