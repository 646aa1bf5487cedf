package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.contract.document.ApiDocument;
import dev.roster.testkit.RosterInstance;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leg 2: every committed interaction stands in the document of its provider. */
class PactsInDocumentsIT {

  @ParameterizedTest
  @ValueSource(strings = {ApiDocument.COOLSET, ApiDocument.COMPLEAT})
  void allThatAClientAsksForAndExpectsStandsInTheDocument(String name) {
    ApiDocument document = ApiDocument.current(name);
    PactAgainstDocument check = new PactAgainstDocument(document, RosterInstance.states());
    LegResults results = new LegResults(Leg.PACT_DOCUMENT, name, PactAgainstDocument.TOOL);
    List<PactInteraction> interactions =
        PactInteraction.in(PactInteraction.COMMITTED).stream()
            .filter(interaction -> interaction.provider().equals(name))
            .toList();
    for (PactInteraction interaction : interactions) {
      String operation =
          interaction
              .operationIn(document)
              .map(found -> found.id())
              .orElse(LegResults.WHOLE_DOCUMENT);
      results.add(name, operation, check.differences(interaction));
    }
    results.write();

    assertThat(interactions).as("interactions with %s", name).isNotEmpty();
    assertThat(results.differences()).isEmpty();
  }
}
