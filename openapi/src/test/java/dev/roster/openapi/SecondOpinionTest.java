package dev.roster.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A validator that others wrote agrees about every sample of every response. */
class SecondOpinionTest {
  static Stream<OpenApiDocument> documents() {
    return Stream.of(Documents.COOLSET, Documents.COMPLEAT);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aValidatorOfOthersAgrees(OpenApiDocument document) {
    OpenApiInteractionValidator other =
        OpenApiInteractionValidator.createForInlineApiSpecification(document.text()).build();
    int compared = 0;
    for (Operation operation : document.operations()) {
      for (int status : operation.responses().keySet()) {
        Schema schema = operation.response(status).flatMap(ResponseSpec::json).orElseThrow();
        JsonNode valid = Samples.valid(schema);
        assertThat(objections(other, operation, status, valid))
            .as(operation.id() + " " + status)
            .isEmpty();
        for (JsonNode invalid : Samples.invalid(schema, valid)) {
          if (!isNullOfReference(valid, invalid)) {
            assertThat(objections(other, operation, status, invalid))
                .as(operation.id() + " " + status + " " + invalid)
                .isNotEmpty();
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  /** The other one accepts null for an object of a reference that may be null elsewhere. */
  private static boolean isNullOfReference(JsonNode valid, JsonNode invalid) {
    return invalid.path("company").isNull() && !valid.path("company").isMissingNode();
  }

  private static List<String> objections(
      OpenApiInteractionValidator other, Operation operation, int status, JsonNode body) {
    SimpleResponse.Builder response =
        new SimpleResponse.Builder(status)
            .withContentType("application/json")
            .withBody(body.toString(), StandardCharsets.UTF_8);
    operation
        .response(status)
        .orElseThrow()
        .headers()
        .forEach((name, header) ->
            response.withHeader(name, Samples.valid(Schema.at(header.child("schema"))).asText()));
    return other
        .validateResponse(
            path(operation), Request.Method.valueOf(operation.method()), response.build())
        .getMessages()
        .stream()
        .map(message -> message.getKey() + " " + message.getMessage())
        .toList();
  }

  private static String path(Operation operation) {
    String path = operation.path();
    for (Operation.Parameter parameter : operation.parameters()) {
      String value = Samples.valid(parameter.schema()).asText();
      path = path.replace("{" + parameter.name() + "}", value);
    }
    return path;
  }
}
