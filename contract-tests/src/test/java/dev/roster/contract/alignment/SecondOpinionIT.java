package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.pact.PactInDocument;
import dev.roster.contract.RosterAlignment;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Check 2 once more, by a tool that knows nothing of ours; only where it is installed. */
class SecondOpinionIT {
  private static final Path COMPARATOR = Path.of("comparator");
  private static final String MISSING =
      """

      ************************************************************************
      NO SECOND OPINION: the pacts are NOT compared with the documents by
      openapi-pact-comparator. To have it, with Node and npm:
          (cd contract-tests/comparator && npm install)
      -Dcomparator.required=true makes this a failure.
      ************************************************************************
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT, RosterAlignment.CONSOLE})
  void theComparatorFindsNothingWrongWithThePacts(String name) throws Exception {
    Optional<CheckResults> results =
        PactInDocument.secondOpinion(RosterAlignment.CONFIG, name, COMPARATOR);
    if (results.isEmpty()) {
      skip();
    }
    results.orElseThrow().write();

    assertThat(results.orElseThrow().checks()).isPositive();
    assertThat(results.orElseThrow().differences()).isEmpty();
  }

  /** Skips the test loudly, or fails it where the comparator must be installed. */
  private static void skip() {
    assertThat(Boolean.getBoolean("comparator.required")).as(MISSING).isFalse();
    System.err.println(MISSING);
    Assumptions.abort(MISSING);
  }
}
