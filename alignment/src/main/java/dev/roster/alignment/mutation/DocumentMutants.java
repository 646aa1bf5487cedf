package dev.roster.alignment.mutation;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.pact.PactInDocument;
import dev.roster.openapi.OpenApiDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks about each change of a document, and of a pact, the check that should see it. */
final class DocumentMutants {
  private final DocumentChecks checks;
  private final Expectations expectations;
  private final MutationProgress progress;

  DocumentMutants(DocumentChecks checks, Expectations expectations, MutationProgress progress) {
    this.checks = checks;
    this.expectations = expectations;
    this.progress = progress;
  }

  List<MutantResult> ofDocument(List<DocumentMutant> changes) {
    return changes.parallelStream().map(this::result).toList();
  }

  /** The check that should see it is asked first; if it does not, whether another one would. */
  private MutantResult result(DocumentMutant change) {
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
      by = MutantResult.BROKEN + unreadable.getMessage();
    }
    MutantResult result =
        new MutantResult(
            change.id(),
            MutantResult.Part.DOCUMENT,
            change.where(),
            change.says(),
            expected.key(),
            seen,
            "",
            by);
    progress.show(result);
    return result;
  }

  private static List<Check> startingWith(Check first) {
    return Stream.concat(Stream.of(first), DocumentChecks.ALL.stream()).distinct().toList();
  }

  /** Each change of a pact with the provider, which its document must contradict. */
  List<MutantResult> ofPacts(List<PactMutant> changes) {
    PactInDocument pacts = checks.pactCheck();
    List<MutantResult> results = new ArrayList<>();
    for (PactMutant change : changes) {
      List<Difference> found = pacts.differences(change.interaction());
      String check = Check.PACT_DOCUMENT.key();
      results.add(
          new MutantResult(
              change.id(),
              MutantResult.Part.PACT,
              change.where(),
              change.says(),
              check,
              found.isEmpty() ? "" : check,
              "",
              found.isEmpty() ? "" : found.get(0).what()));
      progress.show(results.get(results.size() - 1));
    }
    return results;
  }
}
