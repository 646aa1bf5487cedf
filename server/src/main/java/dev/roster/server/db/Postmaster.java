package dev.roster.server.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** The folder in which Linux shows the working folder of each process. */
  private static final Path PROCESSES = Path.of("/proc");

  /** Both are read from clocks that are set while processes run. */
  private static final Duration TOLERANCE = Duration.ofSeconds(60);

  /**
   * The process that works on the data. Its number alone proves nothing: after a crash it may
   * belong to any process, so the program and its data folder must be right, too.
   *
   * @param data the folder with the file, without symbolic links
   */
  static Optional<Postmaster> of(Path data) {
    return of(data, PROCESSES);
  }

  /** The same for a test of systems that show no working folders. */
  static Optional<Postmaster> of(Path data, Path processes) {
    try {
      return PidFile.in(data)
          .flatMap(file ->
              file.process()
                  .filter(process -> worksOn(process, data, processes, file.since()))
                  .map(process -> new Postmaster(process, file.port(), file.isReady())));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * Deletes the file that a PostgreSQL left behind when it was killed: PostgreSQL would take any
   * process that has its number for itself. The file of one that may still work on the data stays,
   * since it keeps a second one from the data.
   */
  static void deleteStaleFile(Path data) throws IOException {
    deleteStaleFile(data, PROCESSES);
  }

  /** The same for a test of systems that show no working folders. */
  static void deleteStaleFile(Path data, Path processes) throws IOException {
    if (PidFile.in(data)
        .flatMap(PidFile::process)
        .filter(process -> mayWorkOn(process, data, processes))
        .isEmpty()) {
      Files.deleteIfExists(PidFile.file(data));
    }
  }

  /** A clock that was set since does not matter where the system shows the working folder. */
  private static boolean worksOn(ProcessHandle process, Path data, Path processes, Instant since) {
    return isPostgres(process)
        && workingFolder(process, processes)
            .map(data::equals)
            .orElseGet(
                () -> arguments(process).contains(data.toString()) && startedAt(process, since));
  }

  private static boolean mayWorkOn(ProcessHandle process, Path data, Path processes) {
    return isPostgres(process)
        && workingFolder(process, processes)
            .map(data::equals)
            .orElseGet(
                () -> arguments(process).isEmpty() || arguments(process).contains(data.toString()));
  }

  private static boolean isPostgres(ProcessHandle process) {
    // an update may have replaced the program since it was started
    String program = process.info().command().orElse("").replace(" (deleted)", "");
    return program.endsWith("/postgres");
  }

  private static Optional<Path> workingFolder(ProcessHandle process, Path processes) {
    try {
      return Optional.of(
          processes.resolve(Long.toString(process.pid())).resolve("cwd").toRealPath());
    } catch (IOException notShown) {
      return Optional.empty();
    }
  }

  private static List<String> arguments(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of());
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
