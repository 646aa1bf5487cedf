package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.document.ApiOperation;
import dev.roster.alignment.document.Place;
import dev.roster.alignment.document.Schema;
import dev.roster.alignment.document.SchemaCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The response of an interaction against its operation. Members may be left out, since a pact names
 * only what the client uses.
 */
record ResponseInPact(PactInteraction interaction, ApiOperation operation) {

  List<Difference> differences() {
    Place documented = operation.response(interaction.status());
    if (!documented.exists()) {
      return List.of(
          Difference.inPact(
              "undocumented status",
              "" + interaction.status(),
              operation.place().child("responses"),
              String.join(", ", operation.statuses())));
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
    SchemaCheck.ofAPart()
        .check(body, schema.get())
        .forEach(violation ->
            found.add(
                Difference.inPact(
                    "response body " + violation.where(),
                    violation.value(),
                    violation.place(),
                    violation.rule())));
    found.addAll(new MatchersInPact(interaction, "response", schema.get()).differences());
    return found;
  }
}
