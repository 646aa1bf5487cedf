package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.floor.FloorMain;
import dev.roster.benchmarks.process.ProcessTree;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JVM of a floor, which ends with its standard input. */
final class FloorProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;
  private final String greeting;

  private FloorProcess(Process process) throws IOException {
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.greeting = read();
  }

  /** Starts {@link FloorMain} with the class path of this JVM, and waits until it is ready. */
  static FloorProcess start(List<String> javaOptions, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FloorMain.class.getName());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      return new FloorProcess(process);
    } catch (IOException failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  /** The port of a floor that serves HTTP. */
  int port() {
    return Integer.parseInt(greeting.replace("port ", ""));
  }

  ProcessTree processes() {
    return new ProcessTree(process.pid());
  }

  /** Sends a line and returns the line that comes back. */
  String ask(String line) throws IOException {
    commands.write(line + "\n");
    commands.flush();
    return read();
  }

  private String read() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new EOFException("the process of a floor ended");
    }
    return line;
  }

  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
