package dev.roster.alignment.mutation;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.pact.PactInDocument;
import dev.roster.alignment.pact.PactInteraction;
import dev.roster.openapi.OpenApiDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks about each change of a document, and of a pact, the check that should see it. */
final class DocumentMutants {
  private final DocumentChecks checks;
  private final Expectations expectations;
  private final Progress progress;

  DocumentMutants(DocumentChecks checks, Expectations expectations, Progress progress) {
    this.checks = checks;
    this.expectations = expectations;
    this.progress = progress;
  }

  List<Verdict> ofDocument(List<DocumentMutant> changes) {
    return changes.parallelStream().map(this::verdict).toList();
  }

  /** The check that should see it is asked first; if it does not, whether another one would. */
  private Verdict verdict(DocumentMutant change) {
    Check expected = expectations.check(change.id(), Check.PACT_DOCUMENT);
    String seen = "";
    String by = "";
    try {
      OpenApiDocument changed = change.changed();
      for (Check check : startingWith(expected)) {
        Optional<String> objection = checks.objection(check, changed);
        if (objection.isPresent()) {
          seen = check.key();
          by = objection.get();
          break;
        }
      }
    } catch (RuntimeException unreadable) {
      by = Verdict.BROKEN + unreadable.getMessage();
    }
    Verdict verdict =
        new Verdict(
            change.id(),
            Verdict.Part.DOCUMENT,
            change.where(),
            change.says(),
            expected.key(),
            seen,
            "",
            by);
    progress.show(verdict);
    return verdict;
  }

  private static List<Check> startingWith(Check first) {
    return Stream.concat(Stream.of(first), DocumentChecks.ALL.stream()).distinct().toList();
  }

  /** Each change of a pact with the provider, which its document must contradict. */
  List<Verdict> ofPacts(List<PactMutant> changes) {
    PactInDocument pacts = checks.pactCheck();
    List<Verdict> verdicts = new ArrayList<>();
    for (PactMutant change : changes) {
      List<Difference> found =
          pacts.differences(
              new PactInteraction("changed", checks.document().name(), change.interaction()));
      String check = Check.PACT_DOCUMENT.key();
      verdicts.add(
          new Verdict(
              change.id(),
              Verdict.Part.PACT,
              change.where(),
              change.says(),
              check,
              found.isEmpty() ? "" : check,
              "",
              found.isEmpty() ? "" : found.get(0).what()));
      progress.show(verdicts.get(verdicts.size() - 1));
    }
    return verdicts;
  }
}
