package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Operation.Credential;
import dev.roster.openapi.Operation.Parameter;
import dev.roster.openapi.Schema;
import dev.roster.openapi.SchemaValidator;
import dev.roster.openapi.SchemaValidator.Mode;
import dev.roster.openapi.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The request of an interaction against its operation. A value that is not valid may stand in a
 * request that is refused, since that is what such an interaction is about; a name that the
 * document does not know may stand nowhere.
 */
record RequestInPact(PactInteraction interaction, Operation operation) {
  private static final SchemaValidator VALIDATOR = new SchemaValidator(Mode.WHOLE);
  private static final Set<String> OF_HTTP = Set.of("accept", "content-type");

  List<Difference> differences() {
    return Stream.of(names(), credentials(), missingParameters(), values(), body())
        .flatMap(List::stream)
        .toList();
  }

  private List<Difference> names() {
    List<Difference> found = new ArrayList<>();
    for (String name : interaction.query().keySet()) {
      if (operation.parameter("query", name).isEmpty()) {
        found.add(unknown("query parameter", name));
      }
    }
    for (String name : interaction.headers("request").keySet()) {
      boolean credential =
          operation.credentials().stream().anyMatch(c -> c.header().equalsIgnoreCase(name));
      if (!credential && !OF_HTTP.contains(name) && operation.parameter("header", name).isEmpty()) {
        found.add(unknown("request header", name));
      }
    }
    return found;
  }

  private Difference unknown(String kind, String name) {
    return Difference.inPact(
        "unknown " + kind, name, operation.place(), operation.id() + " has no such " + kind);
  }

  /** A request without credentials is about being refused for it. */
  private List<Difference> credentials() {
    List<Difference> found = new ArrayList<>();
    for (Credential asked : operation.credentials()) {
      String sent = interaction.header("request", asked.header()).orElse("");
      if (interaction.status() != 401 && !sent.startsWith(asked.prefix()) || blank(sent)) {
        found.add(
            Difference.inPact(
                "credentials",
                asked.header() + ": " + (sent.isEmpty() ? "(not sent)" : sent),
                asked.place(),
                "asks for " + asked.header() + " " + asked.prefix()));
      }
    }
    return found;
  }

  private boolean blank(String sent) {
    return interaction.status() != 401 && sent.isBlank();
  }

  private List<Difference> missingParameters() {
    return operation.parameters().stream()
        .filter(parameter -> parameter.required() && interaction.succeeds())
        .filter(parameter -> sent(parameter).isEmpty())
        .map(parameter ->
            Difference.inPact(
                "required " + parameter.in() + " parameter " + parameter.name(),
                "(not sent)",
                parameter.place(),
                "required"))
        .toList();
  }

  private List<String> sent(Parameter parameter) {
    return switch (parameter.in()) {
      case "path" ->
          Stream.ofNullable(operation.variablesOf(interaction.path()).get(parameter.name()))
              .toList();
      case "query" -> interaction.query().getOrDefault(parameter.name(), List.of());
      default ->
          interaction
              .headers("request")
              .getOrDefault(parameter.name().toLowerCase(Locale.ROOT), List.of());
    };
  }

  private List<Difference> values() {
    List<Difference> found = new ArrayList<>();
    for (Parameter parameter : operation.parameters()) {
      for (String value : interaction.succeeds() ? sent(parameter) : List.<String>of()) {
        Schema schema = parameter.schema();
        for (Violation violation : VALIDATOR.validate(schema, schema.parse(value))) {
          found.add(
              Difference.inPact(
                  parameter.in() + " parameter " + parameter.name(),
                  value,
                  violation.place(),
                  violation.rule()));
        }
      }
    }
    return found;
  }

  private List<Difference> body() {
    if (operation.requestBody().isEmpty()) {
      return interaction.body("request").stream()
          .map(body ->
              Difference.inPact(
                  "request body", body.toString(), operation.place(), "has no request body"))
          .toList();
    }
    if (interaction.body("request").isEmpty()) {
      return operation.requestBodyRequired() && interaction.succeeds()
          ? List.of(
              Difference.inPact(
                  "request body", "(none)", operation.place().child("requestBody"), "required"))
          : List.of();
    }
    return bodyViolations(interaction.body("request").get(), operation.requestBody().get());
  }

  private List<Difference> bodyViolations(JsonNode body, Schema schema) {
    List<Difference> found = new ArrayList<>(mediaType());
    for (Violation violation : VALIDATOR.validate(schema, body)) {
      if (interaction.succeeds() || violation.isUnknown()) {
        found.add(Difference.inBody("pact", "request body", body, violation));
      }
    }
    found.addAll(new MatchersInPact(interaction, "request", schema).differences());
    return found;
  }

  private List<Difference> mediaType() {
    String sent = interaction.header("request", "content-type").orElse("(none)");
    return sent.startsWith("application/json")
        ? List.of()
        : List.of(
            Difference.inPact(
                "media type of the request",
                sent,
                operation.place().child("requestBody"),
                "application/json"));
  }
}
