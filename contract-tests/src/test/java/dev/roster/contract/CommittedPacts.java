package dev.roster.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The pacts of this repository, and those that the consumer's tests wrote just now. */
final class CommittedPacts {
  static final String FOLDER = "pacts";
  static final Path COMMITTED = Path.of(FOLDER);
  static final Path WRITTEN = Path.of("target", "pacts");

  private CommittedPacts() {}

  /** The text of each pact of a folder by its file name. */
  static Map<String, String> in(Path folder) throws IOException {
    Map<String, String> pacts = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
          pacts.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return pacts;
  }
}
