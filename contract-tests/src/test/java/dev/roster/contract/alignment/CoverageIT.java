package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.pact.Coverage;
import dev.roster.alignment.pact.Coverage.Item;
import dev.roster.alignment.pact.Coverage.ItemState;
import dev.roster.contract.RosterAlignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The coverage of the documents by the pacts never falls unseen. */
class CoverageIT {
  @ParameterizedTest
  @ValueSource(
      strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT, RosterAlignment.CONSOLE})
  void whatThePactsExerciseIsWhatWasReviewed(String name) {
    Coverage coverage = Coverage.of(RosterAlignment.CONFIG, name);
    if (Boolean.getBoolean("coverage.update")) {
      coverage
          .changes()
          .forEach(change -> System.out.println("coverage of " + name + ", " + change));
      coverage.commit();
    }

    assertThat(coverage.changes())
        .as("coverage of %s; if the change is meant: -Dcoverage.update=true", name)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT, RosterAlignment.CONSOLE})
  void everyStatusThatAConsumerCanProvokeHasAnInteraction(String name) {
    assertThat(Coverage.of(RosterAlignment.CONFIG, name).items())
        .filteredOn(Item::isStatus)
        .isNotEmpty()
        .filteredOn(item -> item.state() != ItemState.EXCUSED)
        .isNotEmpty()
        .allMatch(item -> item.state() == ItemState.COVERED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT, RosterAlignment.CONSOLE})
  void noInteractionIsRedundant(String name) {
    assertThat(Coverage.of(RosterAlignment.CONFIG, name).redundant())
        .as("interactions that tell nothing which others do not tell as well")
        .isEmpty();
  }

  @Test
  void anExcuseIsForSomethingThatIsNotExercised() {
    assertThat(Coverage.wrongExcuses(RosterAlignment.CONFIG)).isEmpty();
  }
}
