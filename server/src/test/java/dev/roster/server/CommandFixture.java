package dev.roster.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roster.server.leaks.Evidence;
import dev.roster.server.testing.ProgramStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Runs the {@code roster} command, in this JVM or in one of its own. */
public final class CommandFixture {
  private static final int SECONDS = 60;

  /** For the person at the terminal, with credentials that are public or thrown away. */
  private static final Pattern ANNOUNCEMENT =
      Pattern.compile("(?ms)^(?:Roster|The sandbox) is up\\.$.*?^Ctrl-C stops it\\b.*?$");

  /** The output files of processes that are not among the evidence yet. */
  private static final Map<Process, Path> OUTPUTS = new ConcurrentHashMap<>();

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private CommandFixture() {}

  record Outcome(int exitCode, String out, String err) {}

  static Outcome run(String... arguments) {
    return run(System.getenv(), arguments);
  }

  /** The same with other environment variables. */
  static Outcome run(Map<String, String> variables, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine(variables, arguments);
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    int exitCode = command.execute(arguments);
    Evidence.ofSuite().add(Evidence.Source.LOG, "a command", err.toString());
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  /** Starts the command in a process of its own; both of its streams go to the file. */
  public static Process start(Path output, String... arguments) throws IOException {
    return start(output, List.of(), arguments);
  }

  /** The same with options of the JVM. */
  public static Process start(Path output, List<String> jvm, String... arguments)
      throws IOException {
    Process process =
        new ProcessBuilder(commandLine(jvm, arguments))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    OUTPUTS.put(process, output);
    STARTED.set(true);
    return process;
  }

  /**
   * The output of the command on a terminal of that width; skips the test where there is no {@code
   * script} to make one.
   */
  static String onTerminal(int columns, String... arguments) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is not installed");
    String command =
        commandLine(arguments).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Process process =
        new ProcessBuilder("script", "-qec", "stty cols " + columns + "; " + command, "/dev/null")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The program and arguments of a process of its own. */
  public static List<String> commandLine(String... arguments) {
    return commandLine(List.of(), arguments);
  }

  private static List<String> commandLine(List<String> jvm, String... arguments) {
    List<String> line = ProgramStart.commandLine(jvm);
    line.addAll(List.of(arguments));
    return line;
  }

  public static int exitCode(Process process) throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not end");
    }
    collect(process);
    return process.exitValue();
  }

  /** Returns whether a process of its own was started from this JVM. */
  public static boolean hasStarted() {
    return STARTED.get();
  }

  /** Adds what processes have printed that nobody waited for to the evidence of the suite. */
  public static void collectOutput() {
    OUTPUTS.keySet().forEach(CommandFixture::collect);
  }

  private static void collect(Process process) {
    Path output = OUTPUTS.remove(process);
    if (output != null) {
      if (!Files.exists(output)) {
        throw new AssertionError(
            output + " was deleted before it was searched: end the process with exitCode");
      }
      try {
        Evidence.ofSuite()
            .add(
                Evidence.Source.PROCESS,
                output.getFileName().toString(),
                ANNOUNCEMENT.matcher(Files.readString(output)).replaceAll(""));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /** The output of a process, once it has printed the text. */
  public static String printed(Process process, Path output, String text)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < deadline) {
      String printed = Files.readString(output);
      if (printed.contains(text)) {
        return printed;
      }
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the process ended: " + Files.readString(output));
      }
    }
    throw new AssertionError("not printed: " + text + " in " + Files.readString(output));
  }
}
