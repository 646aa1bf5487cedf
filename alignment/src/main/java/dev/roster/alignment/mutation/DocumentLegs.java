package dev.roster.alignment.mutation;

import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.Leg;
import dev.roster.alignment.document.ApiDocument;
import dev.roster.alignment.document.ApiOperation.Credential;
import dev.roster.alignment.evolution.DocumentOverTime;
import dev.roster.alignment.fuzz.FuzzTarget;
import dev.roster.alignment.fuzz.RecordedAnswers;
import dev.roster.alignment.pact.PactAgainstDocument;
import dev.roster.alignment.pact.PactInteraction;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the legs that look at a document about a changed one. */
final class DocumentLegs {
  /** From the one that names what is wrong best to the one that speaks in general. */
  static final List<Leg> ALL = List.of(Leg.PACT_DOCUMENT, Leg.SERVER_DOCUMENT, Leg.DOCUMENT_TIME);

  private static final int FEWEST_ANSWERS = 30;

  private final AlignmentConfig config;
  private final ApiDocument document;
  private final List<PactInteraction> interactions;
  private final RecordedAnswers answers;

  private DocumentLegs(AlignmentConfig config, ApiDocument document, RecordedAnswers answers) {
    this.config = config;
    this.document = document;
    this.answers = answers;
    this.interactions =
        PactInteraction.in(config.pacts()).stream()
            .filter(interaction -> interaction.provider().equals(document.name()))
            .toList();
  }

  /**
   * The legs as they are about a document.
   *
   * @throws IllegalStateException if one of them objects to the document without any change
   */
  static DocumentLegs about(MutationConfig mutation, String name) throws IOException {
    ApiDocument document = mutation.alignment().document(name);
    try (FuzzTarget target = mutation.target().get()) {
      RecordedAnswers answers = RecordedAnswers.of(mutation.fuzz(), target, document);
      if (answers.size() < FEWEST_ANSWERS) {
        throw new IllegalStateException("only " + answers.size() + " responses of " + name);
      }
      DocumentLegs legs = new DocumentLegs(mutation.alignment(), document, answers);
      ApiDocument unchanged = DocumentChange.nothing(document).changed();
      for (Leg leg : ALL) {
        legs.objection(leg, unchanged)
            .ifPresent(red -> {
              throw new IllegalStateException("red without any change: " + leg + ": " + red);
            });
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
      case SERVER_DOCUMENT -> answers.objection(changed);
      case DOCUMENT_TIME -> overTime(changed);
      default -> throw new IllegalArgumentException(leg + " is not asked about documents");
    };
  }

  /** The check of pacts against the document as it is. */
  PactAgainstDocument pactCheck() {
    return new PactAgainstDocument(document, config.states());
  }

  private Optional<String> inPacts(ApiDocument changed) {
    PactAgainstDocument check = new PactAgainstDocument(changed, config.states());
    return interactions.stream()
        .flatMap(interaction -> check.differences(interaction).stream())
        .map(difference -> difference.what())
        .findFirst();
  }

  /** The headers that carry credentials in the document. */
  Set<String> credentialHeaders() {
    return document.operations().stream()
        .flatMap(operation -> operation.credentials().stream())
        .map(Credential::header)
        .collect(Collectors.toSet());
  }

  private Optional<String> overTime(ApiDocument changed) {
    DocumentOverTime overTime = new DocumentOverTime(config);
    return Stream.concat(
            overTime.breaking(changed).stream().map(change -> change.what() + "; " + change.why()),
            overTime.brokenRules(changed).stream()
                .map(broken -> "rule " + broken.rule() + ": " + broken.what()))
        .findFirst();
  }
}
