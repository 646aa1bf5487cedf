package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import dev.roster.openapi.ResponseMessage;
import dev.roster.openapi.ResponseValidator;
import dev.roster.openapi.Samples;
import dev.roster.openapi.Schema;
import dev.roster.openapi.SchemaValidator;
import dev.roster.openapi.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the Javadoc about documents and messages. */
class MessagesTest {
  private static final String SHOP =
      """
      openapi: 3.0.3
      info: {title: Shop, version: '1'}
      paths:
        /articles/{id}:
          get:
            operationId: readArticle
            parameters:
              - {name: id, in: path, required: true, schema: {type: integer}}
            responses:
              '200':
                description: The article.
                content:
                  application/json:
                    schema:
                      type: object
                      required: [price]
                      properties:
                        price: {type: number}
      """;

  @TempDir private Path folder;

  @Test
  void aResponseIsValidated() throws IOException {
    Path file = Files.writeString(folder.resolve("shop.yaml"), SHOP);
    byte[] body = "{\"price\": \"9.90 EUR\"}".getBytes(StandardCharsets.UTF_8);

    // @start region="response"
    OpenApiDocument document = OpenApiDocument.read(file);
    ResponseValidator validator = new ResponseValidator(document, List.of("X-Request-Id"));
    Map<String, List<String>> headers = Map.of("Content-Type", List.of("application/json"));
    List<Violation> violations =
        validator.validate("readArticle", new ResponseMessage(200, headers, body, false));
    // @end region="response"

    assertThat(violations).singleElement().extracting(Violation::pointer).isEqualTo("/price");
  }

  @Test
  void aBodyIsValidated() {
    OpenApiDocument document = OpenApiDocument.parse("shop.yaml", SHOP);

    // @start region="body"
    Operation operation = document.operation("GET", "/articles/7").orElseThrow();
    Schema schema = operation.responseBody(200).orElseThrow();
    JsonNode valid = Samples.valid(schema);
    SchemaValidator validator = new SchemaValidator(SchemaValidator.Mode.WHOLE);
    List<Violation> violations = validator.validate(schema, valid);
    // @end region="body"

    assertThat(violations).isEmpty();
    assertThat(Samples.invalid(schema, valid)).isNotEmpty();
  }
}
