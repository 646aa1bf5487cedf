package dev.roster.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.mutation.Expectations;
import dev.roster.alignment.mutation.MutationReport;
import dev.roster.alignment.mutation.SourceMutant;
import dev.roster.contract.RosterAlignment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the changes of the mutation run fit to be made, since that run itself is rare. */
class MutationCatalogTest {
  private static List<SourceMutant> changes() {
    List<SourceMutant> changes = new ArrayList<>(RosterMutation.CONFIG.serverChanges());
    changes.addAll(RosterMutation.CONFIG.clientChanges());
    return changes;
  }

  @Test
  void everyChangeOfASourceCanBeMade() throws IOException {
    assertThat(changes()).hasSizeGreaterThan(150);
    assertThat(changes()).extracting(SourceMutant::id).doesNotHaveDuplicates();
    for (SourceMutant change : changes()) {
      assertThat(change.put()).as(change.id()).isNotEqualTo(change.find());
      assertThat(change.changed(RosterAlignment.CONFIG.repository()))
          .as(change.id())
          .contains(change.put());
      assertThat(RosterMutation.CONFIG.testsOf(change)).as(change.id()).isNotEmpty();
    }
  }

  @Test
  void theCommittedResultIsAboutTheseChanges() throws IOException {
    List<JsonNode> judged =
        MutationReport.committed(RosterAlignment.CONFIG).path("sources").valueStream().toList();

    assertThat(judged)
        .as(
            "mutation/last-run.json; after a change of the catalogue: mvn -Pmutation verify"
                + " -Dmutation.update=true")
        .extracting(each -> each.path("id").asText(), each -> each.path("change").asText())
        .containsExactlyInAnyOrderElementsOf(
            changes().stream().map(change -> tuple(change.id(), change.says())).toList());
  }

  @Test
  void everySurvivorOfTheCommittedResultHasItsReason() throws IOException {
    Expectations expectations = Expectations.read(RosterMutation.CONFIG.expectations());

    for (JsonNode survivor : MutationReport.committed(RosterAlignment.CONFIG).path("survivors")) {
      assertThat(expectations.reason(survivor.path("id").asText()))
          .as(survivor.path("id").asText())
          .contains(survivor.path("reason").asText());
    }
  }
}
