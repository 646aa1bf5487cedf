package dev.roster.server.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The PostgreSQL that works on a data folder, as its {@code postmaster.pid} describes it. */
record Postmaster(ProcessHandle process, int port, boolean isReady) {
  private static final int SECONDS_TO_STOP = 60;

  /** Both are read from clocks that are set while processes run. */
  private static final Duration TOLERANCE = Duration.ofSeconds(60);

  private static final int START_TIME = 2;
  private static final int PORT = 3;
  private static final int STATUS = 7;

  /**
   * The process that works on the data. Its number alone proves nothing: after a crash it may
   * belong to any process, so the program, its data folder and the time of its start must be right,
   * too.
   *
   * @param data the folder with the file, without symbolic links
   */
  static Optional<Postmaster> of(Path data) {
    try {
      Path file = data.resolve("postmaster.pid");
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() <= PORT) {
        return Optional.empty();
      }
      Instant since = Instant.ofEpochSecond(Long.parseLong(lines.get(START_TIME).strip()));
      int port = Integer.parseInt(lines.get(PORT).strip());
      boolean ready = lines.size() > STATUS && lines.get(STATUS).strip().equals("ready");
      return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
          .filter(process -> worksOn(process, data) && startedAt(process, since))
          .map(process -> new Postmaster(process, port, ready));
    } catch (IOException | NumberFormatException | DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean worksOn(ProcessHandle process, Path data) {
    // an update may have replaced the program since it was started
    String program = process.info().command().orElse("").replace(" (deleted)", "");
    if (!program.endsWith("/postgres")) {
      return false;
    }
    Path workingFolder = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      return workingFolder.toRealPath().equals(data);
    } catch (IOException noSuchFileSystem) {
      return process.info().arguments().map(List::of).orElse(List.of()).contains(data.toString());
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant expected) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, expected).abs().compareTo(TOLERANCE) < 0)
        .orElse(false);
  }

  /** Ends its sessions and stops it. */
  void stop() {
    try {
      // destroy() would wait until every client has left
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      process.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | IOException stubborn) {
      throw new IllegalStateException("PostgreSQL " + process.pid() + " does not stop", stubborn);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
