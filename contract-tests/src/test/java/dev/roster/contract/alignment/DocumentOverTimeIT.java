package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.contract.document.ApiDocument;
import dev.roster.contract.document.Change;
import dev.roster.contract.document.Change.Severity;
import dev.roster.contract.document.DocumentChanges;
import dev.roster.contract.document.DocumentRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openapitools.openapidiff.core.OpenApiCompare;

/** Leg 6: no released document is broken, and today's obey the rules. */
class DocumentOverTimeIT {
  private static final Path BASELINE = ApiDocument.FOLDER.resolve("baseline");

  @ParameterizedTest
  @ValueSource(strings = {ApiDocument.COOLSET, ApiDocument.COMPLEAT})
  void nothingThatWasReleasedIsBrokenAndTheRulesAreObeyed(String name) throws IOException {
    ApiDocument now = ApiDocument.current(name);
    LegResults results =
        new LegResults(Leg.DOCUMENT_TIME, name, "rules of our own and openapi-diff");
    List<Change> breaking = breaking(name);
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
  void whatIsAllowedHappened() throws IOException {
    List<String> happened = new ArrayList<>();
    for (String name : ApiDocument.NAMES) {
      changes(name).forEach(change -> happened.add(change.name()));
    }
    assertThat(happened).containsAll(allowed().keySet());
  }

  private static List<Change> changes(String name) {
    return DocumentChanges.between(ApiDocument.in(BASELINE, name), ApiDocument.current(name));
  }

  /** What breaks somebody, unless the allow-list has a reason for it. */
  private static List<Change> breaking(String name) throws IOException {
    Map<String, String> allowed = allowed();
    return changes(name).stream()
        .filter(change -> change.severity() == Severity.BREAKING)
        .filter(change -> !allowed.containsKey(change.name()))
        .toList();
  }

  private static Map<String, String> allowed() throws IOException {
    return Files.readAllLines(BASELINE.resolve("allowed.tsv")).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("\t", 2))
        .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));
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
        OpenApiCompare.fromContents(ApiDocument.in(BASELINE, now.name()).text(), now.text())
            .isIncompatible();
    boolean known =
        changes(now.name()).stream().anyMatch(change -> change.severity() == Severity.BREAKING);
    return broken && !known
        ? List.of(
            new Difference(
                "openapi-diff sees a breaking change",
                new Difference.Side("openapi-diff", "incompatible with the released document", 0),
                new Difference.Side("rules of our own", "see no breaking change", 0)))
        : List.of();
  }
}
