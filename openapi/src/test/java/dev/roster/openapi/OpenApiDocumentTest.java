package dev.roster.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiDocumentTest {
  private static final String TEXT =
      """
      openapi: 3.0.3
      security:
        - Token: []
      paths:
        /things/{id}:
          parameters:
            - {name: id, in: path, required: true, schema: {type: integer}}
            - name: X-Trace
              in: header
              schema: {type: string}
          get:
            operationId: read
            parameters:
              - $ref: '#/components/parameters/Limit'
              - {name: X-Trace, in: header, required: true, schema: {type: string}}
            responses:
              '200':
                headers:
                  X-Total: {schema: {type: integer}}
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/Thing'}
          post:
            operationId: write
            security: []
            requestBody:
              required: true
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/Thing'}
                  example: {name: a}
            responses:
              '204':
                description: done
        /things/new:
          get:
            operationId: form
            responses: {}
      components:
        parameters:
          Limit:
            name: limit
            in: query
            schema: {type: integer}
        schemas:
          Thing:
            type: object
            properties:
              name:
                type: string
                maxLength: 3
              a/b: {type: string}
        securitySchemes:
          Token: {type: http, scheme: bearer}
      """;
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.parse("things", TEXT);

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "/openapi, 1",
    "/security/0, 3",
    "/paths/~1things~1{id}, 5",
    "/paths/~1things~1{id}/parameters/0/schema/type, 7",
    "/paths/~1things~1{id}/parameters/1, 8",
    "/paths/~1things~1{id}/get/responses/200/content, 20",
    "/components/schemas/Thing/properties/name/maxLength, 51",
    "/components/schemas/Thing/properties/a~1b, 52",
    "/components/schemas/Thing/properties/absent, 48"
  })
  void everyPlaceKnowsItsLine(String pointer, int line) {
    assertThat(DOCUMENT.at(pointer).line()).isEqualTo(line);
  }

  @Test
  void aReferenceIsFollowedToItsOwnLine() {
    Place limit = DOCUMENT.at("/paths/~1things~1{id}/get/parameters/0");

    assertThat(limit.pointer()).isEqualTo("/components/parameters/Limit");
    assertThat(limit.line()).isEqualTo(41);
    assertThat(limit).hasToString("things line 41");
  }

  @Test
  void aDocumentInJsonHasLinesToo() {
    OpenApiDocument json =
        OpenApiDocument.parse(
            "json", "{\n\t\"openapi\": \"3.0.3\",\n\t\"info\": {\n\t\t\"title\": \"x\"}}");

    assertThat(json.at("/info/title").line()).isEqualTo(4);
  }

  @Test
  void operationsAreFoundByMethodAndPath() {
    assertThat(DOCUMENT.operations())
        .extracting(Operation::id)
        .containsExactly("form", "read", "write");
    assertThat(DOCUMENT.operation("GET", "/things/7")).map(Operation::id).hasValue("read");
    assertThat(DOCUMENT.operation("GET", "/things/new")).map(Operation::id).hasValue("form");
    assertThat(DOCUMENT.operation("PUT", "/things/7")).isEmpty();
    assertThat(DOCUMENT.operation("GET", "/things/7/more")).isEmpty();
    assertThat(operation("read").variablesOf("/things/7")).isEqualTo(Map.of("id", "7"));
  }

  @Test
  void anOperationHasTheParametersOfItsPathAndItsOwn() {
    Operation read = operation("read");

    assertThat(read.parameters())
        .extracting(Operation.Parameter::name)
        .containsExactly("id", "X-Trace", "limit");
    assertThat(read.parameter("header", "x-trace"))
        .map(Operation.Parameter::required)
        .hasValue(true);
    assertThat(read.parameter("query", "LIMIT")).isEmpty();
    assertThat(operation("write").parameters()).hasSize(2);
  }

  @Test
  void bodiesResponsesAndHeadersAreRead() {
    Operation write = operation("write");

    assertThat(write.requestBodyRequired()).isTrue();
    assertThat(write.requestBody()).map(body -> body.place().key()).hasValue("Thing");
    assertThat(write.requestExample()).isEqualTo(Documents.json("{\"name\": \"a\"}"));
    assertThat(write.responses()).containsOnlyKeys(204);
    assertThat(write.response(204).flatMap(ResponseSpec::json)).isEmpty();
    ResponseSpec found = operation("read").response(200).orElseThrow();
    assertThat(found.headers().get("x-total")).extracting(Place::line).isEqualTo(19);
    assertThat(found.schema("application/json; charset=utf-8")).isPresent();
    assertThat(found.schema("text/html")).isEmpty();
  }

  @Test
  void anOperationWithoutSecurityOfItsOwnHasThatOfTheDocument() {
    assertThat(operation("read").credentials())
        .extracting(Operation.Credential::header, Operation.Credential::prefix)
        .containsExactly(tuple("Authorization", "Bearer "));
    assertThat(operation("write").credentials()).isEmpty();
  }

  @Test
  void theDocumentsOfTheProjectAreRead() {
    assertThat(Documents.COOLSET.name()).isEqualTo("coolset-accounts");
    assertThat(Documents.COOLSET.operations()).hasSize(10);
    assertThat(Documents.COMPLEAT.operations()).hasSize(2);
    assertThat(Documents.COMPLEAT.schemas()).isNotEmpty();
    assertThat(List.of(Documents.COOLSET.text().split("\n")).get(lineOf("Country") - 1))
        .isEqualTo("    Country:");
  }

  private static int lineOf(String schema) {
    return Documents.COOLSET.at("/components/schemas/" + schema).line();
  }

  private static Operation operation(String id) {
    return DOCUMENT.operation(id).orElseThrow();
  }
}
