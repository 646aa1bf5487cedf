package dev.roster.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command that puts load on a server. */
final class RunOptions {
  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "32",
      description = "Requests under way at most (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for results.")
  private Path out = Path.of("");

  /** The most requests that are under way at a time. */
  int connections() {
    return connections;
  }

  /** The folder for results, which is made if it is not there. */
  Path out() throws IOException {
    return Files.createDirectories(out);
  }
}
