package dev.roster.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bundle}: the last step of {@code mvn -Prelease verify}. */
@Command(
    name = "bundle",
    mixinStandardHelpOptions = true,
    description = "Lays out what mvn -Prelease verify has built as a repository in target/bundle.")
final class BundleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "The folder of the sources.")
  private Path root = Path.of(".");

  @Override
  public Integer call() throws IOException {
    Path folder = root.resolve("target/bundle");
    Published published = Bundle.make(root, folder);
    System.out.println(
        published.modules().size() + " artifacts of " + published.version() + " in " + folder);
    return 0;
  }
}
