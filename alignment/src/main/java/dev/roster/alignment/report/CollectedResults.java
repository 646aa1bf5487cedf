package dev.roster.alignment.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.Check;
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
 * Collects the results of the checks of all modules. What is older than the build does not count: a
 * check that did not run must not look as if it had.
 */
final class CollectedResults {
  private CollectedResults() {}

  /** The files of all modules of the project, or of the one folder that all of them write into. */
  static List<JsonNode> ofThisBuild(AlignmentConfig config) {
    Path below = config.checkResults();
    try (Stream<Path> modules = Files.list(config.repository())) {
      List<JsonNode> files = new ArrayList<>();
      for (Path folder :
          modules.sorted().map(module -> module.resolve(below)).distinct().toList()) {
        files.addAll(in(folder, config.since()));
      }
      return files;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The files of one folder that are not older than the build. */
  static List<JsonNode> in(Path folder, Instant since) throws IOException {
    List<JsonNode> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.list(folder)) {
        for (Path file : found.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
          JsonNode results = new ObjectMapper().readTree(file.toFile());
          Check.ofKey(results.path("check").asText());
          if (!Instant.parse(results.path("ranAt").asText()).isBefore(since)) {
            files.add(results);
          }
        }
      }
    }
    return files;
  }

  /** The result of the last full mutation run: of this build, else the committed one. */
  static Optional<JsonNode> mutations(AlignmentConfig config) {
    return first(config.mutationRun(), config.lastMutationRun());
  }

  /** The same of changes that somebody else invented. */
  static Optional<JsonNode> blindMutations(AlignmentConfig config) {
    return first(config.lastBlindMutationRun(), config.blindMutationRun());
  }

  private static Optional<JsonNode> first(Path... files) {
    return Stream.of(files)
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
