package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.pact.PactInDocument;
import dev.roster.contract.RosterAlignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Check 2: every committed interaction stands in the document of its provider. */
class PactsInDocumentsIT {
  @ParameterizedTest
  @ValueSource(
      strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT, RosterAlignment.CONSOLE})
  void allThatAClientAsksForAndExpectsStandsInTheDocument(String name) {
    CheckResults results = PactInDocument.check(RosterAlignment.CONFIG, name);
    results.write();

    assertThat(results.checks()).as("interactions with %s", name).isPositive();
    assertThat(results.differences()).isEmpty();
  }
}
