package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.coverage.Coverage;
import dev.roster.alignment.coverage.CoverageBaseline;
import dev.roster.alignment.coverage.CoverageBaseline.Excuse;
import dev.roster.alignment.pact.PactInteraction;
import dev.roster.contract.RosterAlignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pacts exercise of the documents never falls unseen. */
class CoverageIT {
  private static final List<Excuse> EXCUSES = CoverageBaseline.excuses(RosterAlignment.CONFIG);

  @ParameterizedTest
  @ValueSource(strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT})
  void whatThePactsExerciseIsWhatWasReviewed(String name) throws IOException {
    Path golden = RosterAlignment.CONFIG.coverage().resolve(name + ".txt");
    List<String> lines = CoverageBaseline.lines(coverageOf(name), EXCUSES);
    if (Boolean.getBoolean("coverage.update")) {
      Files.write(golden, lines);
    }

    assertThat(CoverageBaseline.changes(Files.readAllLines(golden), lines))
        .as("coverage of %s; if the change is meant: -Dcoverage.update=true", name)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT})
  void everyStatusThatAConsumerCanProvokeHasAnInteraction(String name) {
    Coverage coverage = coverageOf(name);

    assertThat(coverage.items().keySet())
        .filteredOn(Coverage.Item::isStatus)
        .isNotEmpty()
        .filteredOn(item -> CoverageBaseline.excuse(item, EXCUSES).isEmpty())
        .isNotEmpty()
        .allMatch(coverage::covers);
  }

  @Test
  void anExcuseIsForSomethingThatIsNotExercised() {
    List<Coverage> coverages =
        RosterAlignment.CONFIG.documentNames().stream().map(CoverageIT::coverageOf).toList();
    assertThat(EXCUSES)
        .allSatisfy(excuse ->
            assertThat(coverages)
                .flatMap(coverage ->
                    coverage.items().keySet().stream()
                        .filter(excuse::holdsFor)
                        .map(coverage::covers)
                        .toList())
                .as("%s", excuse)
                .isNotEmpty()
                .containsOnly(false));
  }

  private static Coverage coverageOf(String name) {
    return Coverage.of(
        RosterAlignment.CONFIG.document(name), PactInteraction.in(RosterAlignment.CONFIG.pacts()));
  }
}
