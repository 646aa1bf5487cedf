package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.evolution.Change;
import dev.roster.alignment.evolution.DocumentOverTime;
import dev.roster.contract.RosterAlignment;
import dev.roster.openapi.OpenApiDocument;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Check 6: no released document is broken, and today's obey the rules. */
class DocumentOverTimeIT {
  private static final DocumentOverTime CHECK = new DocumentOverTime(RosterAlignment.CONFIG);

  @ParameterizedTest
  @ValueSource(strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT})
  void nothingThatWasReleasedIsBrokenAndTheRulesAreObeyed(String name) {
    OpenApiDocument now = RosterAlignment.CONFIG.document(name);
    CheckResults results =
        new CheckResults(
            RosterAlignment.CONFIG, Check.DOCUMENT_TIME, name, "rules of our own and openapi-diff");
    List<Change> breaking = CHECK.breaking(now);
    now.operations()
        .forEach(operation ->
            results.add(
                operation,
                breaking.stream()
                    .filter(change -> change.operation().equals(operation.id()))
                    .map(DocumentOverTime::difference)
                    .toList()));
    List<String> ids = now.operations().stream().map(operation -> operation.id()).toList();
    breaking.stream()
        .filter(change -> !ids.contains(change.operation()))
        .forEach(change ->
            results.add(
                name, CheckResults.WHOLE_DOCUMENT, List.of(DocumentOverTime.difference(change))));
    results.add(
        name,
        CheckResults.WHOLE_DOCUMENT,
        CHECK.brokenRules(now).stream().map(DocumentOverTime::difference).toList());
    results.add(name, CheckResults.WHOLE_DOCUMENT, CHECK.secondOpinion(now).stream().toList());
    results.write();

    assertThat(results.differences()).isEmpty();
  }

  @Test
  void whatIsAllowedHappened() {
    List<String> happened =
        RosterAlignment.CONFIG.currentDocuments().stream()
            .flatMap(document -> CHECK.changes(document).stream())
            .map(Change::name)
            .toList();
    assertThat(happened).containsAll(CHECK.allowed().keySet());
  }
}
