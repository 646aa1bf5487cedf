package dev.roster.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.mutation.DriftReport;
import dev.roster.alignment.mutation.Expectations;
import dev.roster.alignment.mutation.SourceChange;
import dev.roster.contract.RosterAlignment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the changes of the drift run fit to be made, since that run itself is rare. */
class DriftCatalogTest {
  private static List<SourceChange> changes() {
    List<SourceChange> changes = new ArrayList<>(RosterMutation.CONFIG.serverChanges());
    changes.addAll(RosterMutation.CONFIG.clientChanges());
    return changes;
  }

  @Test
  void everyChangeOfASourceCanBeMade() throws IOException {
    assertThat(changes()).hasSizeGreaterThan(150);
    assertThat(changes()).extracting(SourceChange::id).doesNotHaveDuplicates();
    for (SourceChange change : changes()) {
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
        DriftReport.committed(RosterAlignment.CONFIG).path("sources").valueStream().toList();

    assertThat(judged)
        .as(
            "drift/drift.json; after a change of the catalogue: mvn -Pdrift verify"
                + " -Ddrift.update=true")
        .extracting(each -> each.path("id").asText(), each -> each.path("change").asText())
        .containsExactlyInAnyOrderElementsOf(
            changes().stream().map(change -> tuple(change.id(), change.says())).toList());
  }

  @Test
  void everySurvivorOfTheCommittedResultHasItsReason() throws IOException {
    Expectations expectations = Expectations.read(RosterMutation.CONFIG.expectations());

    for (JsonNode survivor : DriftReport.committed(RosterAlignment.CONFIG).path("survivors")) {
      assertThat(expectations.reason(survivor.path("id").asText()))
          .as(survivor.path("id").asText())
          .contains(survivor.path("reason").asText());
    }
  }
}
