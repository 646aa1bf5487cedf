package dev.roster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.journey.Journey;
import dev.roster.alignment.journey.Journeys;
import dev.roster.alignment.promise.Promises;
import dev.roster.alignment.promise.Promises.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Check 8: each sentence and row that promises behaviour is listed in {@code specs/promises.yaml}
 * and has a journey or test that names it.
 */
class PromisesIT {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path SPECS = REPOSITORY.resolve("specs");

  @Test
  void everyPromiseHasAProofAndEveryProofAPromise() throws IOException {
    Promises promises =
        Promises.read(SPECS.resolve("promises.yaml"), RosterAlignment.CONFIG.currentDocuments());
    Map<String, Set<String>> proofs = Promises.tagged(tests());
    for (Journey journey : Journeys.read(SPECS.resolve("journeys")).journeys()) {
      journey
          .promises()
          .forEach(id -> proofs.computeIfAbsent(id, each -> new TreeSet<>()).add(journey.id()));
    }
    CheckResults results =
        new CheckResults(
            RosterAlignment.CONFIG, Check.PROMISES, "all", "sentences, rows and their proofs");
    List<Outcome> outcomes = promises.verify(proofs);
    for (Outcome each : outcomes) {
      results.add(each.document(), each.operation(), each.promises(), each.differences());
    }
    results.write();

    assertThat(outcomes.stream().flatMap(each -> each.differences().stream())).isEmpty();
    assertThat(promises.ids()).hasSizeGreaterThan(100);
    assertThat(outcomes.stream().mapToInt(Outcome::promises).sum()).isGreaterThan(300);
  }

  /** The tests of all modules. */
  private static List<Path> tests() throws IOException {
    try (Stream<Path> modules = Files.list(REPOSITORY)) {
      List<Path> tests =
          modules.map(each -> each.resolve("src/test/java")).filter(Files::isDirectory).toList();
      assertThat(tests).hasSizeGreaterThan(5);
      return tests;
    }
  }
}
