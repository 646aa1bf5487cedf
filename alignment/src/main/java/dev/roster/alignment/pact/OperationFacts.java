package dev.roster.alignment.pact;

import dev.roster.openapi.Operation;
import dev.roster.openapi.Operation.Parameter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Facts of an operation that an interaction can exercise, and those that one does exercise. */
final class OperationFacts {
  private OperationFacts() {}

  static Set<String> possible(Operation operation) {
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
        .ifPresent(body -> BodyFacts.possible(body).forEach(fact -> facts.add("request " + fact)));
    for (int status : operation.statuses()) {
      facts.add("" + status);
      operation
          .responseBody(status)
          .ifPresent(
              body -> BodyFacts.possible(body).forEach(fact -> facts.add(status + " " + fact)));
    }
    return facts;
  }

  /** The facts of a request count only if it succeeds, since a refusal may have other reasons. */
  static Set<String> exercised(Operation operation, PactInteraction interaction) {
    Set<String> facts = new LinkedHashSet<>();
    if (interaction.succeeds()) {
      operation.parameters().forEach(parameter -> addParameter(parameter, interaction, facts));
      operation
          .requestBody()
          .flatMap(schema -> interaction.body("request").map(body -> BodyFacts.shown(schema, body)))
          .ifPresent(shown -> shown.forEach(fact -> facts.add("request " + fact)));
    }
    facts.add("" + interaction.status());
    operation
        .responseBody(interaction.status())
        .flatMap(schema -> interaction.body("response").map(body -> BodyFacts.shown(schema, body)))
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
