package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Place;
import dev.roster.openapi.Schema;
import dev.roster.openapi.SchemaValidator;
import dev.roster.openapi.SchemaValidator.Mode;
import dev.roster.openapi.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The response of an interaction against its operation. Members may be left out, since a pact names
 * only what the client uses.
 */
record ResponseInPact(PactInteraction interaction, Operation operation) {
  private static final SchemaValidator VALIDATOR = new SchemaValidator(Mode.PARTIAL);

  List<Difference> differences() {
    Place documented = operation.responsePlace(interaction.status());
    if (!documented.exists()) {
      return List.of(
          Difference.inPact(
              "undocumented status",
              "" + interaction.status(),
              operation.place().child("responses"),
              operation.statuses().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", "))));
    }
    List<Difference> found = new ArrayList<>(headers(documented));
    found.addAll(mediaType(documented));
    interaction.body("response").ifPresent(body -> found.addAll(body(body, documented)));
    return found;
  }

  private List<Difference> headers(Place documented) {
    Place headers = documented.child("headers");
    return interaction.headers("response").keySet().stream()
        .filter(name -> !name.equals("content-type"))
        .filter(name -> headers.names().stream().noneMatch(name::equalsIgnoreCase))
        .map(name ->
            Difference.inPact(
                "unknown response header",
                name,
                documented,
                "knows " + String.join(", ", headers.names())))
        .toList();
  }

  private List<Difference> mediaType(Place documented) {
    Optional<String> expected = interaction.header("response", "content-type");
    List<String> known = documented.child("content").names();
    return expected.stream()
        .filter(type -> !known.contains(type.split(";")[0].strip()))
        .map(type ->
            Difference.inPact(
                "media type of the response", type, documented, String.join(", ", known)))
        .toList();
  }

  private List<Difference> body(JsonNode body, Place documented) {
    Optional<Schema> schema = operation.responseBody(interaction.status());
    if (schema.isEmpty()) {
      return List.of(Difference.inPact("response body", body.toString(), documented, "no body"));
    }
    List<Difference> found = new ArrayList<>();
    for (Violation violation : VALIDATOR.validate(schema.get(), body)) {
      found.add(Difference.inBody("pact", "response body", body, violation));
    }
    found.addAll(new MatchersInPact(interaction, "response", schema.get()).differences());
    return found;
  }
}
