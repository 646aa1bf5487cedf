package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.contract.document.ApiDocument;
import dev.roster.contract.document.Change;
import dev.roster.contract.document.Change.Severity;
import dev.roster.contract.document.DocumentRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openapitools.openapidiff.core.OpenApiCompare;

/** Leg 6: no released document is broken, and today's obey the rules. */
class DocumentOverTimeIT {
  @ParameterizedTest
  @ValueSource(strings = {ApiDocument.COOLSET, ApiDocument.COMPLEAT})
  void nothingThatWasReleasedIsBrokenAndTheRulesAreObeyed(String name) {
    ApiDocument now = ApiDocument.current(name);
    LegResults results =
        new LegResults(Leg.DOCUMENT_TIME, name, "rules of our own and openapi-diff");
    List<Change> breaking = DocumentOverTime.breaking(now);
    now.operations()
        .forEach(operation ->
            results.add(
                operation,
                breaking.stream()
                    .filter(change -> change.operation().equals(operation.id()))
                    .map(DocumentOverTimeIT::difference)
                    .toList()));
    List<String> ids = now.operations().stream().map(operation -> operation.id()).toList();
    breaking.stream()
        .filter(change -> !ids.contains(change.operation()))
        .forEach(
            change -> results.add(name, LegResults.WHOLE_DOCUMENT, List.of(difference(change))));
    results.add(name, LegResults.WHOLE_DOCUMENT, brokenRules(now));
    results.add(name, LegResults.WHOLE_DOCUMENT, secondOpinion(now));
    results.write();

    assertThat(results.differences()).isEmpty();
  }

  @Test
  void whatIsAllowedHappened() {
    List<String> happened = new ArrayList<>();
    for (String name : ApiDocument.NAMES) {
      DocumentOverTime.changes(ApiDocument.current(name))
          .forEach(change -> happened.add(change.name()));
    }
    assertThat(happened).containsAll(DocumentOverTime.allowed().keySet());
  }

  private static Difference difference(Change change) {
    return new Difference(
        "breaking: " + change.what() + "; " + change.why(),
        new Difference.Side(
            "released document, line " + change.before().line(),
            change.before().node().toString(),
            0),
        new Difference.Side("document", change.after().node().toString(), change.after().line()));
  }

  private static List<Difference> brokenRules(ApiDocument document) {
    return DocumentRules.brokenBy(document).stream()
        .map(broken ->
            new Difference(
                "rule: " + broken.rule(),
                new Difference.Side("rule", broken.rule(), 0),
                new Difference.Side("document", broken.what(), broken.place().line())))
        .toList();
  }

  /** A library that sees a break where the rules of our own see none would show a hole in them. */
  private static List<Difference> secondOpinion(ApiDocument now) {
    boolean broken =
        OpenApiCompare.fromContents(
                ApiDocument.in(DocumentOverTime.BASELINE, now.name()).text(), now.text())
            .isIncompatible();
    boolean known =
        DocumentOverTime.changes(now).stream()
            .anyMatch(change -> change.severity() == Severity.BREAKING);
    return broken && !known
        ? List.of(
            new Difference(
                "openapi-diff sees a breaking change",
                new Difference.Side("openapi-diff", "incompatible with the released document", 0),
                new Difference.Side("rules of our own", "see no breaking change", 0)))
        : List.of();
  }
}
