package dev.roster.drills.command;

import dev.roster.drills.cluster.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A new temporary folder for the data and the logs of a command, which is removed at the end.
 *
 * @param kept whether it stays instead
 * @param progress is told where it stays
 */
public record WorkFolder(Path path, boolean kept, Consumer<String> progress)
    implements AutoCloseable {
  /**
   * Makes the folder.
   *
   * @param name the beginning of its name
   */
  public static WorkFolder make(String name, boolean kept, Consumer<String> progress)
      throws IOException {
    return new WorkFolder(Files.createTempDirectory(name), kept, progress);
  }

  @Override
  public void close() {
    if (kept) {
      progress.accept("kept: " + path);
    } else {
      // files of other users are among its content
      Commands.run("rm", "-rf", path.toString());
    }
  }
}
