package dev.roster.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.mutation.MutationCatalogueCheck;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Keeps the changes of the mutation run fit to be made, since that run itself is rare. */
class RosterMutationTest {
  private final MutationCatalogueCheck catalogue =
      new MutationCatalogueCheck(RosterMutation.CONFIG);

  @Test
  void everyChangeOfASourceCanBeMade() throws IOException {
    assertThat(catalogue.size()).isGreaterThan(150);
    assertThat(catalogue.faults()).isEmpty();
  }

  @Test
  void theCommittedResultIsAboutTheseChanges() throws IOException {
    assertThat(catalogue.changesSinceLastRun())
        .as(
            "mutation/last-run.json; after a change of the catalogue: mvn -Pmutation verify"
                + " -Dmutation.update=true")
        .isEmpty();
  }

  @Test
  void everySurvivorOfTheCommittedResultHasItsReason() throws IOException {
    assertThat(catalogue.unexplainedSurvivors()).isEmpty();
  }
}
