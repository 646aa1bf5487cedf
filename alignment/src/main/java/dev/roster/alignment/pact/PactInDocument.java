package dev.roster.alignment.pact;

import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Check 2: compares interactions of pacts with the document of their provider. All that a client
 * asks for and expects must stand there. A library looks at each, and rules of our own look where
 * it is blind: at unknown members, headers and parameters, at matchers and at states.
 */
public final class PactInDocument {
  private static final String TOOL = "swagger-request-validator and rules of our own";

  private final OpenApiDocument document;
  private final LibraryValidator library;
  private final Set<String> states;

  public PactInDocument(OpenApiDocument document, Collection<String> states) {
    this.document = document;
    this.library = new LibraryValidator(document);
    this.states = Set.copyOf(states);
  }

  /**
   * Checks all interactions with the provider that has the name of the document; the results are
   * yet to be written.
   *
   * @throws IllegalStateException if there is no such interaction
   */
  public static CheckResults check(AlignmentConfig config, String document) {
    PactInDocument check = new PactInDocument(config.document(document), config.states());
    CheckResults results = new CheckResults(config, Check.PACT_DOCUMENT, document, TOOL);
    for (PactInteraction interaction : PactInteraction.with(document, config.pacts())) {
      String operation =
          interaction
              .operationIn(check.document)
              .map(Operation::id)
              .orElse(CheckResults.WHOLE_DOCUMENT);
      results.add(document, operation, check.differences(interaction));
    }
    if (results.checks() == 0) {
      throw new IllegalStateException(
          "no pact in " + config.pacts() + " has the provider " + document);
    }
    return results;
  }

  /** The differences of an interaction and the document. */
  public List<Difference> differences(PactInteraction interaction) {
    List<Difference> found = new ArrayList<>(unknownStates(interaction));
    interaction
        .operationIn(document)
        .ifPresentOrElse(
            operation -> {
              found.addAll(new RequestInPact(interaction, operation).differences());
              found.addAll(new ResponseInPact(interaction, operation).differences());
              found.addAll(library.differences(interaction, operation));
            },
            () -> found.add(noOperation(interaction)));
    return found.stream().map(each -> named(interaction, each)).toList();
  }

  private List<Difference> unknownStates(PactInteraction interaction) {
    return interaction.states().stream()
        .filter(state -> !states.contains(state))
        .map(state ->
            new Difference(
                "unknown provider state",
                new Difference.Side("pact", state, 0),
                new Difference.Side(
                    "document", "the provider has no such state", lineOf(interaction))))
        .toList();
  }

  private int lineOf(PactInteraction interaction) {
    return interaction
        .operationIn(document)
        .map(operation -> operation.place().line())
        .orElseGet(() -> document.at("/paths").line());
  }

  private Difference noOperation(PactInteraction interaction) {
    String paths = String.join(", ", document.operations().stream().map(Operation::path).toList());
    return Difference.inPact(
        "no such operation",
        interaction.method() + " " + interaction.path(),
        document.at("/paths"),
        "knows " + paths);
  }

  private static Difference named(PactInteraction interaction, Difference difference) {
    return new Difference(
        "“" + interaction.description() + "”: " + difference.what(),
        difference.left(),
        difference.right());
  }
}
