package dev.roster.alignment.pact;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Validates interactions with a library that shares no code with the other rules. */
final class LibraryValidator {
  private final OpenApiInteractionValidator requests;

  /** A pact names only members and headers that the client uses: none is missing to this one. */
  private final OpenApiInteractionValidator responses;

  LibraryValidator(OpenApiDocument document) {
    this.requests = validator(document.text());
    JsonNode tree = document.at("").node().deepCopy();
    requireNothing(tree);
    this.responses = validator(tree.toString());
  }

  private static OpenApiInteractionValidator validator(String document) {
    return OpenApiInteractionValidator.createForInlineApiSpecification(document).build();
  }

  private static void requireNothing(JsonNode node) {
    // a parameter has 'in', and that of a path must be required
    if (node instanceof ObjectNode object
        && (object.path("required").isArray() || !object.has("in"))) {
      object.remove("required");
    }
    node.forEach(LibraryValidator::requireNothing);
  }

  List<Difference> differences(PactInteraction interaction, Operation operation) {
    Stream<ValidationReport.Message> about = response(interaction);
    if (interaction.succeeds()) {
      about = Stream.concat(request(interaction), about);
    }
    return about
        .filter(message -> message.getLevel() == Level.ERROR)
        .map(message ->
            Difference.inPact(
                "validator: " + message.getKey(),
                interaction.method() + " " + interaction.path() + " " + interaction.status(),
                operation.place(),
                message.getMessage()))
        .toList();
  }

  private Stream<ValidationReport.Message> request(PactInteraction interaction) {
    SimpleRequest.Builder request =
        new SimpleRequest.Builder(method(interaction), interaction.path());
    interaction.headers("request").forEach(request::withHeader);
    interaction.query().forEach(request::withQueryParam);
    interaction
        .body("request")
        .ifPresent(body -> request.withBody(body.toString(), StandardCharsets.UTF_8));
    return requests.validateRequest(request.build()).getMessages().stream();
  }

  private Stream<ValidationReport.Message> response(PactInteraction interaction) {
    SimpleResponse.Builder response = new SimpleResponse.Builder(interaction.status());
    interaction.headers("response").forEach(response::withHeader);
    interaction
        .body("response")
        .ifPresent(body -> response.withBody(body.toString(), StandardCharsets.UTF_8));
    return responses
        .validateResponse(interaction.path(), method(interaction), response.build())
        .getMessages()
        .stream();
  }

  private static Request.Method method(PactInteraction interaction) {
    return Request.Method.valueOf(interaction.method().toUpperCase(Locale.ROOT));
  }
}
