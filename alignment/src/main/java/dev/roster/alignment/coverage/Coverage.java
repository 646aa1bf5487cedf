package dev.roster.alignment.coverage;

import dev.roster.alignment.pact.PactInteraction;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Operation.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a document that the interactions of the pacts exercise: each status of each
 * operation, each member of each response and request, each null, each value of an enumeration,
 * each parameter with and without.
 */
public final class Coverage {
  /**
   * Something that an interaction can exercise.
   *
   * @param operation its operationId
   * @param fact the fact, beginning with the status of a response or with {@code request}
   */
  public record Item(String operation, String fact) {
    /** True if this is about a status itself, and not about its body. */
    public boolean isStatus() {
      return fact.matches("\\d{3}");
    }

    @Override
    public String toString() {
      return operation + " " + fact;
    }
  }

  private final Map<Item, List<PactInteraction>> items = new LinkedHashMap<>();

  private Coverage() {}

  public static Coverage of(OpenApiDocument document, List<PactInteraction> interactions) {
    Coverage coverage = new Coverage();
    for (Operation operation : document.operations()) {
      possible(operation)
          .forEach(fact -> coverage.items.put(new Item(operation.id(), fact), new ArrayList<>()));
    }
    for (PactInteraction interaction : interactions) {
      if (interaction.provider().equals(document.name())) {
        interaction
            .operationIn(document)
            .ifPresent(operation -> coverage.add(operation, interaction));
      }
    }
    return coverage;
  }

  /** All items, each with the interactions that exercise it. */
  public Map<Item, List<PactInteraction>> items() {
    return items;
  }

  public boolean covers(Item item) {
    return !items.getOrDefault(item, List.of()).isEmpty();
  }

  private void add(Operation operation, PactInteraction interaction) {
    for (String fact : exercised(operation, interaction)) {
      List<PactInteraction> by = items.get(new Item(operation.id(), fact));
      if (by != null) {
        by.add(interaction);
      }
    }
  }

  private static Set<String> possible(Operation operation) {
    Set<String> facts = new LinkedHashSet<>();
    for (Parameter parameter : operation.parameters()) {
      String name = name(parameter);
      facts.add(name + " used");
      if (!parameter.required()) {
        facts.add(name + " unused");
      }
      parameter.schema().knownValues().forEach(value -> facts.add(name + " = " + value));
    }
    operation
        .requestBody()
        .ifPresent(
            body -> SchemaFacts.possible(body).forEach(fact -> facts.add("request " + fact)));
    for (int status : operation.statuses()) {
      facts.add("" + status);
      operation
          .responseBody(status)
          .ifPresent(
              body -> SchemaFacts.possible(body).forEach(fact -> facts.add(status + " " + fact)));
    }
    return facts;
  }

  /** The facts of a request count only if it succeeds, since a refusal may have other reasons. */
  private static Set<String> exercised(Operation operation, PactInteraction interaction) {
    Set<String> facts = new LinkedHashSet<>();
    if (interaction.succeeds()) {
      operation.parameters().forEach(parameter -> addParameter(parameter, interaction, facts));
      operation
          .requestBody()
          .flatMap(
              schema -> interaction.body("request").map(body -> SchemaFacts.shown(schema, body)))
          .ifPresent(shown -> shown.forEach(fact -> facts.add("request " + fact)));
    }
    facts.add("" + interaction.status());
    operation
        .responseBody(interaction.status())
        .flatMap(
            schema -> interaction.body("response").map(body -> SchemaFacts.shown(schema, body)))
        .ifPresent(shown -> shown.forEach(fact -> facts.add(interaction.status() + " " + fact)));
    return facts;
  }

  private static void addParameter(
      Parameter parameter, PactInteraction interaction, Set<String> facts) {
    List<String> values =
        switch (parameter.in()) {
          case "path" -> List.of("in the path");
          case "query" -> interaction.query().getOrDefault(parameter.name(), List.of());
          default ->
              interaction
                  .headers("request")
                  .getOrDefault(parameter.name().toLowerCase(Locale.ROOT), List.of());
        };
    facts.add(name(parameter) + (values.isEmpty() ? " unused" : " used"));
    values.forEach(value -> facts.add(name(parameter) + " = " + value));
  }

  private static String name(Parameter parameter) {
    return "request " + parameter.in() + " " + parameter.name();
  }
}
