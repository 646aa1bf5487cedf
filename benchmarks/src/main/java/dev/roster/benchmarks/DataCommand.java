package dev.roster.benchmarks;

import dev.roster.benchmarks.dataset.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes CSV files for an import. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a directory as CSV files for 'roster import', always the same for the same size.",
      "Its tokens and keys are those of the scenarios."
    })
final class DataCommand implements Callable<Integer> {
  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Number of users, 1000 at least (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the files.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    DataSet.write(users, out);
    return 0;
  }
}
