package dev.roster.drills.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs of the machine to their end. */
public final class Commands {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private Commands() {}

  /**
   * Runs a program.
   *
   * @return its output, errors included
   * @throws DrillException if it fails
   */
  public static String run(List<String> command) {
    return run(LONGEST, command);
  }

  /** The same for a program that may take longer. */
  static String run(Duration longest, List<String> command) {
    Path output = null;
    try {
      // a file and not a pipe: daemons that the program leaves behind would keep a pipe open
      output = Files.createTempFile("drill", ".out");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new DrillException(String.join(" ", command) + " does not end");
      }
      String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new DrillException(String.join(" ", command) + " failed: " + said.strip());
      }
      return said;
    } catch (IOException failure) {
      throw new DrillException(command.getFirst() + " cannot be run", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DrillException("interrupted", interrupted);
    } finally {
      delete(output);
    }
  }

  /** Runs a program. */
  public static String run(String... command) {
    return run(List.of(command));
  }

  /** Reports whether the program is on the path. */
  public static boolean has(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Reports whether this process may do everything. */
  public static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void delete(@org.jspecify.annotations.Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
