package dev.roster.server.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The content of PostgreSQL's {@code postmaster.pid}. */
record PidFile(long pid, Instant since, int port, boolean isReady) {
  private static final int START_TIME = 2;
  private static final int PORT = 3;
  private static final int STATUS = 7;

  /** The file in the folder of the data; empty if there is none or it was cut off. */
  static Optional<PidFile> in(Path data) throws IOException {
    try {
      // one that the power cut left may have any bytes
      List<String> lines = Files.readAllLines(file(data), StandardCharsets.ISO_8859_1);
      if (lines.size() <= PORT) {
        return Optional.empty();
      }
      return Optional.of(
          new PidFile(
              // negative where PostgreSQL runs for one command, without a port
              Math.abs(number(lines.getFirst())),
              Instant.ofEpochSecond(number(lines.get(START_TIME))),
              Math.toIntExact(number(lines.get(PORT))),
              lines.size() > STATUS && lines.get(STATUS).strip().equals("ready")));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (NumberFormatException | ArithmeticException | DateTimeException damaged) {
      return Optional.empty();
    }
  }

  static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }

  private static long number(String line) {
    return Long.parseLong(line.strip());
  }

  /** The process that has the number now, which may be any. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid);
  }
}
