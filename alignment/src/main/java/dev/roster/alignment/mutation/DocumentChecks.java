package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.evolution.DocumentOverTime;
import dev.roster.alignment.fuzz.DocumentFuzzer;
import dev.roster.alignment.fuzz.FuzzTarget;
import dev.roster.alignment.pact.PactInDocument;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation.Credential;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the checks that look at a document about a changed one. */
final class DocumentChecks {
  /** The checks of documents, the one with the most precise differences first. */
  static final List<Check> ALL =
      List.of(Check.PACT_DOCUMENT, Check.SERVER_DOCUMENT, Check.DOCUMENT_TIME);

  private static final int FEWEST_RESPONSES = 30;

  private final AlignmentConfig config;
  private final OpenApiDocument document;
  private final Map<String, List<JsonNode>> interactions;
  private final DocumentFuzzer.Recording responses;

  private DocumentChecks(
      AlignmentConfig config, OpenApiDocument document, DocumentFuzzer.Recording responses) {
    this.config = config;
    this.document = document;
    this.responses = responses;
    this.interactions = PactInDocument.interactions(config, document.name());
  }

  /**
   * The checks as they are about a document.
   *
   * @throws IllegalStateException if one of them objects to the document without any change
   */
  static DocumentChecks about(MutationConfig mutation, String name) throws IOException {
    OpenApiDocument document = mutation.alignment().document(name);
    try (FuzzTarget target = mutation.target().get()) {
      DocumentFuzzer.Recording responses =
          new DocumentFuzzer(mutation.alignment()).record(document, target);
      if (responses.size() < FEWEST_RESPONSES) {
        throw new IllegalStateException("only " + responses.size() + " responses of " + name);
      }
      DocumentChecks checks = new DocumentChecks(mutation.alignment(), document, responses);
      OpenApiDocument unchanged = DocumentMutant.nothing(document).changed();
      for (Check check : ALL) {
        checks
            .objection(check, unchanged)
            .ifPresent(red -> {
              throw new IllegalStateException("red without any change: " + check + ": " + red);
            });
      }
      return checks;
    }
  }

  OpenApiDocument document() {
    return document;
  }

  /** Every change of every interaction of the pacts with the provider. */
  List<PactMutant> pactMutants() {
    Set<String> headers = credentialHeaders();
    return interactions.entrySet().stream()
        .flatMap(file ->
            file.getValue().stream()
                .flatMap(each -> PactMutant.of(file.getKey(), each, headers).stream()))
        .toList();
  }

  /** The first objection of the check. */
  Optional<String> objection(Check check, OpenApiDocument changed) {
    return switch (check) {
      case PACT_DOCUMENT -> inPacts(changed);
      case SERVER_DOCUMENT -> responses.objection(changed);
      case DOCUMENT_TIME -> overTime(changed);
      default -> throw new IllegalArgumentException(check + " is not asked about documents");
    };
  }

  /** The check of pacts against the document as it is. */
  PactInDocument pactCheck() {
    return new PactInDocument(document, config.states());
  }

  private Optional<String> inPacts(OpenApiDocument changed) {
    PactInDocument check = new PactInDocument(changed, config.states());
    return interactions.values().stream()
        .flatMap(List::stream)
        .flatMap(interaction -> check.differences(interaction).stream())
        .map(Difference::what)
        .findFirst();
  }

  /** The headers that carry credentials in the document. */
  private Set<String> credentialHeaders() {
    return document.operations().stream()
        .flatMap(operation -> operation.credentials().stream())
        .map(Credential::header)
        .collect(Collectors.toSet());
  }

  private Optional<String> overTime(OpenApiDocument changed) {
    return new DocumentOverTime(config)
        .differences(changed).stream()
            .map(difference -> difference.what() + ": " + difference.right().text())
            .findFirst();
  }
}
