package dev.roster.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files below {@code /proc}, whose processes and threads may end at any time. */
final class ProcFile {
  static final Path PROC = Path.of("/proc");

  /** The unit of processor time in {@code stat}: USER_HZ, which is 100 wherever Java runs. */
  static final double TICKS_PER_SECOND = 100;

  private ProcFile() {}

  /** The content; empty if there is no such process any more, or it is another user's. */
  static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException goneOrForbidden) {
      return Optional.empty();
    }
  }

  /** The entries that are named by a number: processes, the threads of one, or its open files. */
  static List<Long> numbers(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.chars().allMatch(letter -> letter >= '0' && letter <= '9'))
          .map(Long::valueOf)
          .toList();
    } catch (IOException gone) {
      return List.of();
    }
  }
}
