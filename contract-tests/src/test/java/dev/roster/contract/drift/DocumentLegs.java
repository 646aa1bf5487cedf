package dev.roster.contract.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.contract.alignment.DocumentOverTime;
import dev.roster.contract.alignment.Leg;
import dev.roster.contract.alignment.PactAgainstDocument;
import dev.roster.contract.alignment.PactInteraction;
import dev.roster.contract.document.ApiDocument;
import dev.roster.contract.walk.RecordedAnswers;
import dev.roster.testkit.RosterInstance;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the legs that look at a document about a changed one. */
final class DocumentLegs {
  /** From the one that names what is wrong best to the one that speaks in general. */
  static final List<Leg> ALL = List.of(Leg.PACT_DOCUMENT, Leg.SERVER_DOCUMENT, Leg.DOCUMENT_TIME);

  private static final int FEWEST_ANSWERS = 30;

  private final ApiDocument document;
  private final List<PactInteraction> interactions;
  private final RecordedAnswers answers;

  private DocumentLegs(ApiDocument document, RecordedAnswers answers) {
    this.document = document;
    this.answers = answers;
    this.interactions =
        PactInteraction.in(PactInteraction.COMMITTED).stream()
            .filter(interaction -> interaction.provider().equals(document.name()))
            .toList();
  }

  /** The legs as they are about a document, all of which are content with it. */
  static DocumentLegs about(String name) throws IOException {
    ApiDocument document = ApiDocument.current(name);
    try (RosterInstance roster = RosterInstance.start()) {
      RecordedAnswers answers = RecordedAnswers.of(roster, name);
      assertThat(answers.size()).as("answers of " + name).isGreaterThan(FEWEST_ANSWERS);
      DocumentLegs legs = new DocumentLegs(document, answers);
      ApiDocument unchanged = DocumentChange.nothing(document).changed();
      for (Leg leg : ALL) {
        assertThat(legs.objection(leg, unchanged)).as("without any change, %s", leg).isEmpty();
      }
      return legs;
    }
  }

  ApiDocument document() {
    return document;
  }

  List<PactInteraction> interactions() {
    return interactions;
  }

  /** What the leg objects to first. */
  Optional<String> objection(Leg leg, ApiDocument changed) {
    return switch (leg) {
      case PACT_DOCUMENT -> inPacts(changed);
      case SERVER_DOCUMENT -> answers.objection(changed.text());
      case DOCUMENT_TIME -> overTime(changed);
      default -> throw new IllegalArgumentException(leg + " is not asked about documents");
    };
  }

  private Optional<String> inPacts(ApiDocument changed) {
    PactAgainstDocument check = new PactAgainstDocument(changed, RosterInstance.states());
    return interactions.stream()
        .flatMap(interaction -> check.differences(interaction).stream())
        .map(difference -> difference.what())
        .findFirst();
  }

  private static Optional<String> overTime(ApiDocument changed) {
    return Stream.concat(
            DocumentOverTime.breaking(changed).stream()
                .map(change -> change.what() + "; " + change.why()),
            DocumentOverTime.brokenRules(changed).stream())
        .findFirst();
  }
}
