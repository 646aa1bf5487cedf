package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.pact.PactInDocument;
import dev.roster.alignment.pact.PactInteraction;
import dev.roster.contract.RosterAlignment;
import dev.roster.openapi.OpenApiDocument;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Check 2: every committed interaction stands in the document of its provider. */
class PactsInDocumentsIT {

  @ParameterizedTest
  @ValueSource(strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT})
  void allThatAClientAsksForAndExpectsStandsInTheDocument(String name) {
    OpenApiDocument document = RosterAlignment.CONFIG.document(name);
    PactInDocument check = new PactInDocument(document, RosterAlignment.CONFIG.states());
    CheckResults results =
        new CheckResults(RosterAlignment.CONFIG, Check.PACT_DOCUMENT, name, PactInDocument.TOOL);
    List<PactInteraction> interactions =
        PactInteraction.in(RosterAlignment.CONFIG.pacts()).stream()
            .filter(interaction -> interaction.provider().equals(name))
            .toList();
    for (PactInteraction interaction : interactions) {
      String operation =
          interaction
              .operationIn(document)
              .map(found -> found.id())
              .orElse(CheckResults.WHOLE_DOCUMENT);
      results.add(name, operation, check.differences(interaction));
    }
    results.write();

    assertThat(interactions).as("interactions with %s", name).isNotEmpty();
    assertThat(results.differences()).isEmpty();
  }
}
