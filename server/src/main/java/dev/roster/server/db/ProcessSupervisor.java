package dev.roster.server.db;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs programs of PostgreSQL as child processes, with a shell that ends a server with the process
 * that started it. Safe for use by many threads.
 */
final class ProcessSupervisor {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessSupervisor.class);
  private static final int LINES = 40;
  private static final int COMPLAINTS = 3;

  /** The prefixes of an error; PostgreSQL gives the reason of some as a line of its log. */
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "^.*?\\b(?:FATAL|PANIC|DETAIL|HINT|error|LOG(?=: +(?:could"
              + " not|invalid|unrecognized|syntax))): +");

  private static final int SECONDS_TO_STOP = 60;

  private final Process shell;
  private final Deque<String> output = new ArrayDeque<>();

  private final Thread reader;

  private ProcessSupervisor(Process shell) {
    this.shell = shell;
    this.reader = Thread.ofPlatform().daemon().name("postgres-output").start(this::read);
  }

  /** Starts a server that ends when this process ends or {@link #stop} is called. */
  static ProcessSupervisor start(List<String> command, @Nullable Path deleteAfterwards) {
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", script(), "roster-postgres"));
    line.add(deleteAfterwards == null ? "" : deleteAfterwards.toString());
    line.addAll(asOrdinaryUser(command));
    try {
      return new ProcessSupervisor(builder(line).directory(new File("/")).start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Runs a program to its end, below the folder, and returns what it printed.
   *
   * @throws IllegalStateException with that if it fails
   */
  static String run(List<String> command, Path folder, String input) throws IOException {
    Process process = started(builder(asOrdinaryUser(command)).directory(folder.toFile()));
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException ended) {
      LOG.debug("the program did not read its input", ended);
    }
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (endOf(process) != 0) {
      throw new IllegalStateException(reason(printed.lines().toList()));
    }
    return printed;
  }

  private static Process started(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException foreignLibraries) {
      throw new IllegalStateException(
          "its programs do not run on this machine ("
              + foreignLibraries.getMessage()
              + "). Name a database with --database-url.",
          foreignLibraries);
    }
  }

  /** PostgreSQL refuses to run as root, but not as a root without rights, in a user namespace. */
  private static List<String> asOrdinaryUser(List<String> command) {
    if (PrivateFolder.self() != 0) {
      return command;
    }
    List<String> line = new ArrayList<>(List.of("unshare", "-U"));
    line.addAll(command);
    return line;
  }

  private static ProcessBuilder builder(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    // secrets of Roster are none of its business, and PG* variables would change what it does
    String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    return builder;
  }

  private static String script() {
    try (InputStream in = ProcessSupervisor.class.getResourceAsStream("supervise.sh")) {
      if (in == null) {
        throw new IllegalStateException("supervise.sh is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        if (line.contains("PANIC:")) {
          LOG.error("PostgreSQL: {}", line);
        }
        synchronized (output) {
          output.addLast(line);
          if (output.size() > LINES) {
            output.removeFirst();
          }
        }
      }
    } catch (IOException closed) {
      LOG.debug("the output of PostgreSQL has ended", closed);
    }
  }

  boolean isAlive() {
    return shell.isAlive();
  }

  /** Reports whether the process was started here. */
  boolean started(ProcessHandle process) {
    return shell.descendants().anyMatch(process::equals);
  }

  /** Why the server ended, in one line, once it has. */
  String reason() {
    endOf(shell);
    try {
      reader.join(SECONDS_TO_STOP * 1_000L);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (output) {
      return reason(List.copyOf(output));
    }
  }

  /** The first complaint with its details, out of all that a program prints. */
  static String reason(List<String> lines) {
    String all = String.join("\n", lines);
    if (all.contains("unshare:")) {
      return "PostgreSQL does not run as root, and root may not make a user namespace here ("
          + lines.getFirst()
          + "). Run roster as another user, or name a database with --database-url.";
    }
    List<String> said = new ArrayList<>();
    for (String line : lines) {
      String text = COMPLAINT.matcher(line).replaceFirst("");
      if (!text.equals(line) && said.size() < COMPLAINTS) {
        said.add(text.strip());
      }
    }
    if (said.isEmpty()) {
      return lines.isEmpty() ? "it ended without a reason." : lines.getLast();
    }
    return String.join(": ", said);
  }

  private static int endOf(Process process) {
    try {
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        throw new IllegalStateException("PostgreSQL does not stop");
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** Ends the sessions of the server and stops it. */
  void stop() {
    try {
      shell.getOutputStream().close();
    } catch (IOException alreadyEnded) {
      LOG.debug("nobody reads any more", alreadyEnded);
    }
    endOf(shell);
  }
}
