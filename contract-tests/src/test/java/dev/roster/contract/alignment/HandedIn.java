package dev.roster.contract.alignment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The results that legs handed in, from whichever module they ran in. What is older than the build
 * does not count: a leg that did not run must not look as if it had.
 */
final class HandedIn {
  private static final Path MODULES = Path.of("..");
  private static final Path DRIFT_OF_THIS_BUILD = Path.of("target", "alignment", "drift.json");
  private static final Path DRIFT_COMMITTED = Path.of("drift", "drift.json");

  private HandedIn() {}

  /** The files of all modules of this project. */
  static List<JsonNode> ofThisBuild() {
    Instant since = Instant.parse(System.getProperty("alignment.since", Instant.EPOCH.toString()));
    try (Stream<Path> modules = Files.list(MODULES)) {
      List<JsonNode> files = new ArrayList<>();
      for (Path module : modules.sorted().toList()) {
        files.addAll(in(module.resolve(LegResults.FOLDER), since));
      }
      return files;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static List<JsonNode> in(Path folder, Instant since) throws IOException {
    List<JsonNode> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.list(folder)) {
        for (Path file : found.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
          JsonNode results = new ObjectMapper().readTree(file.toFile());
          Leg.ofKey(results.path("leg").asText());
          if (!Instant.parse(results.path("ranAt").asText()).isBefore(since)) {
            files.add(results);
          }
        }
      }
    }
    return files;
  }

  /** What the drift generator found last, if it ever ran. */
  static Optional<JsonNode> drift() {
    return Stream.of(DRIFT_OF_THIS_BUILD, DRIFT_COMMITTED)
        .filter(Files::exists)
        .findFirst()
        .map(file -> {
          try {
            return new ObjectMapper().readTree(file.toFile());
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
  }
}
