package dev.roster.server.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command in a JVM of its own, with a temporary folder in which nobody else leaves anything.
 */
public final class RosterProcess {
  private static final int SECONDS = 90;
  private static final Duration PATIENCE = Duration.ofSeconds(SECONDS);

  private final Process process;
  private final Path output;

  private RosterProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  public static RosterProcess start(Path temporary, String... arguments) throws IOException {
    return start(Map.of(), "", temporary, arguments);
  }

  /** The same in another environment. */
  public static RosterProcess startWith(
      Map<String, String> environment, Path temporary, String... arguments) throws IOException {
    return start(environment, "", temporary, arguments);
  }

  /** The same without the libraries whose file name contains the text. */
  public static RosterProcess startWithout(String library, Path temporary, String... arguments)
      throws IOException {
    return start(Map.of(), library, temporary, arguments);
  }

  private static RosterProcess start(
      Map<String, String> environment, String library, Path temporary, String... arguments)
      throws IOException {
    List<String> jvm = List.of("-Djava.io.tmpdir=" + temporary);
    List<String> line =
        library.isEmpty()
            ? ProgramStart.commandLine(jvm)
            : ProgramStart.commandLineWithout(library, jvm);
    line.addAll(List.of(arguments));
    Path output = Files.createTempFile(temporary.getParent(), "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new RosterProcess(builder.start(), output);
  }

  public Process process() {
    return process;
  }

  public String printed() throws IOException {
    return Files.readString(output);
  }

  public String waitFor(String text) throws IOException, InterruptedException {
    Waiting.until(
        PATIENCE,
        () -> {
          try {
            return printed().contains(text) || !process.isAlive();
          } catch (IOException failure) {
            throw new AssertionError(failure);
          }
        });
    if (!printed().contains(text)) {
      throw new AssertionError("the process ended: " + printed());
    }
    return printed();
  }

  public int exitCode() throws InterruptedException, IOException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not end: " + printed());
    }
    return process.exitValue();
  }

  /** {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
