package dev.roster.alignment.pact;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * A second opinion by {@code openapi-pact-comparator}; empty if it is not installed. The results
   * are yet to be written.
   *
   * @param comparator the folder that has the {@code package.json} that pins the version, and what
   *     npm installed
   * @throws IllegalStateException if another version is installed than the pinned one
   */
  public static Optional<CheckResults> secondOpinion(
      AlignmentConfig config, String document, Path comparator)
      throws IOException, InterruptedException {
    NpmComparator tool = new NpmComparator(comparator);
    if (!tool.isInstalled()) {
      return Optional.empty();
    }
    tool.requirePinnedVersion();
    return Optional.of(SecondOpinion.of(config, document, tool));
  }

  /**
   * The interactions with the provider that has the name of the document, as they stand in the pact
   * files, by the names of the files.
   */
  public static Map<String, List<JsonNode>> interactions(AlignmentConfig config, String document) {
    return PactInteraction.with(document, config.pacts()).stream()
        .collect(
            groupingBy(
                PactInteraction::file,
                LinkedHashMap::new,
                mapping(PactInteraction::json, toList())));
  }

  /** All interactions of the pacts with the lines of their documents, as the report lists them. */
  public static ArrayNode list(AlignmentConfig config) {
    return InteractionList.of(config.currentDocuments(), PactInteraction.in(config.pacts()));
  }

  /** The differences of an interaction, as it stands in a pact file, and the document. */
  public List<Difference> differences(JsonNode interaction) {
    return differences(new PactInteraction("", document.name(), interaction));
  }

  List<Difference> differences(PactInteraction interaction) {
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
