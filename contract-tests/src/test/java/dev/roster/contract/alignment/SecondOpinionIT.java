package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.alignment.pact.NpmComparator;
import dev.roster.alignment.pact.PactInteraction;
import dev.roster.contract.RosterAlignment;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Check 2 once more, by a tool that knows nothing of ours; only where it is installed. */
class SecondOpinionIT {
  private static final NpmComparator COMPARATOR = new NpmComparator(Path.of("comparator"));
  private static final String MISSING =
      """

      ************************************************************************
      NO SECOND OPINION: the pacts are NOT compared with the documents by
      openapi-pact-comparator. To have it, with Node and npm:
          (cd contract-tests/comparator && npm install)
      -Dcomparator.required=true makes this a failure.
      ************************************************************************
      """;

  /** Skips the test loudly where the comparator is not installed, or fails if it must be. */
  @BeforeEach
  void needsTheComparator() throws IOException {
    if (!COMPARATOR.isInstalled()) {
      assertThat(Boolean.getBoolean("comparator.required")).as(MISSING).isFalse();
      System.err.println(MISSING);
      Assumptions.abort(MISSING);
    }
    COMPARATOR.requirePinnedVersion();
  }

  @ParameterizedTest
  @ValueSource(strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT})
  void theComparatorFindsNothingWrongWithThePacts(String name) throws Exception {
    OpenApiDocument document = RosterAlignment.CONFIG.document(name);
    CheckResults results =
        new CheckResults(
            RosterAlignment.CONFIG, Check.PACT_DOCUMENT, "npm-" + name, NpmComparator.TOOL);
    List<PactInteraction> interactions = PactInteraction.with(name, RosterAlignment.CONFIG.pacts());
    Path pact = RosterAlignment.CONFIG.pacts().resolve(interactions.getFirst().file());
    Path file = RosterAlignment.CONFIG.documents().resolve(name + ".yaml");
    JsonNode report = COMPARATOR.compare(file, List.of(pact)).getFirst();

    for (PactInteraction each : interactions) {
      Operation operation = each.operationIn(document).orElseThrow();
      results.add(operation, differences(report, each, operation.place().line()));
    }
    results.write();

    assertThat(report).as(report.toPrettyString()).isEmpty();
  }

  private static List<Difference> differences(
      JsonNode report, PactInteraction interaction, int line) {
    List<Difference> differences = new ArrayList<>();
    for (JsonNode each : report) {
      JsonNode pact = each.path("mockDetails");
      if (pact.path("interactionDescription").asText().equals(interaction.description())) {
        differences.add(
            new Difference(
                each.path("message").asText(),
                new Side("pact", pact.path("value").toString(), 0),
                new Side("document", each.at("/specDetails/location").asText(), line)));
      }
    }
    return differences;
  }
}
