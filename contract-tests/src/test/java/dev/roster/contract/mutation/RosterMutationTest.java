package dev.roster.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.mutation.MutationTesting;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Keeps the changes of the mutation run fit to be made, since that run itself is rare. */
class RosterMutationTest {
  private static final MutationTesting MUTATIONS = RosterMutation.mutations();

  @Test
  void everyChangeOfASourceCanBeMade() throws IOException {
    assertThat(MUTATIONS.catalogueSize()).isGreaterThan(150);
    assertThat(MUTATIONS.catalogueFaults()).isEmpty();
  }

  @Test
  void theCommittedResultIsAboutTheseChanges() throws IOException {
    assertThat(MUTATIONS.changesSinceLastRun())
        .as(
            "mutation/last-run.json; after a change of the catalogue: mvn -Pmutation verify"
                + " -Dmutation.update=true")
        .isEmpty();
  }

  @Test
  void everySurvivorOfTheCommittedResultHasItsReason() throws IOException {
    assertThat(MUTATIONS.unexplainedSurvivors()).isEmpty();
  }
}
