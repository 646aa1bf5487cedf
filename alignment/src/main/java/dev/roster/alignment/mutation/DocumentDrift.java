package dev.roster.alignment.mutation;

import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Leg;
import dev.roster.alignment.document.ApiDocument;
import dev.roster.alignment.pact.PactAgainstDocument;
import dev.roster.alignment.pact.PactInteraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks about each change of a document, and of a pact, the leg that should see it. */
final class DocumentDrift {
  private final DocumentLegs legs;
  private final Expectations expectations;
  private final Progress progress;

  DocumentDrift(DocumentLegs legs, Expectations expectations, Progress progress) {
    this.legs = legs;
    this.expectations = expectations;
    this.progress = progress;
  }

  List<Verdict> ofDocument(List<DocumentChange> changes) {
    return changes.parallelStream().map(this::verdict).toList();
  }

  /** The leg that should see it is asked first; if it does not, whether another one would. */
  private Verdict verdict(DocumentChange change) {
    Leg expected = expectations.leg(change.id(), Leg.PACT_DOCUMENT);
    String seen = "";
    String by = "";
    try {
      ApiDocument changed = change.changed();
      for (Leg leg : startingWith(expected)) {
        Optional<String> objection = legs.objection(leg, changed);
        if (objection.isPresent()) {
          seen = leg.key();
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

  private static List<Leg> startingWith(Leg first) {
    return Stream.concat(Stream.of(first), DocumentLegs.ALL.stream()).distinct().toList();
  }

  /** Each change of a pact with the provider, which its document must contradict. */
  List<Verdict> ofPacts(List<PactChange> changes) {
    PactAgainstDocument check = legs.pactCheck();
    List<Verdict> verdicts = new ArrayList<>();
    for (PactChange change : changes) {
      List<Difference> found =
          check.differences(
              new PactInteraction("changed", legs.document().name(), change.interaction()));
      String leg = Leg.PACT_DOCUMENT.key();
      verdicts.add(
          new Verdict(
              change.id(),
              Verdict.Part.PACT,
              change.where(),
              change.says(),
              leg,
              found.isEmpty() ? "" : leg,
              "",
              found.isEmpty() ? "" : found.get(0).what()));
      progress.show(verdicts.get(verdicts.size() - 1));
    }
    return verdicts;
  }
}
