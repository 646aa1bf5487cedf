package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.evolution.DocumentOverTime;
import dev.roster.contract.RosterAlignment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Check 6: no released document is broken, and today's obey the rules. */
class DocumentOverTimeIT {
  @ParameterizedTest
  @ValueSource(
      strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT, RosterAlignment.CONSOLE})
  @Tag("promise:null-beside-a-reference")
  void nothingThatWasReleasedIsBrokenAndTheRulesAreObeyed(String name) {
    CheckResults results = DocumentOverTime.check(RosterAlignment.CONFIG, name);
    results.write();

    assertThat(results.differences()).isEmpty();
  }

  @Test
  void whatIsAllowedHappened() {
    assertThat(new DocumentOverTime(RosterAlignment.CONFIG).unusedAllowances()).isEmpty();
  }
}
