package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentSurfaceTest {
  private static final String DOCUMENT =
      """
      paths:
        /things/{id}:
          get:
            operationId: getThing
            tags: [Things]
            description: text
            parameters:
              - {$ref: '#/components/parameters/Id'}
              - {name: size, in: query, schema: {type: integer, default: 7}}
            responses:
              '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
              '404': {description: none}
      components:
        parameters:
          Id: {name: id, in: path, required: true, schema: {type: string}}
        schemas:
          Thing:
            type: object
            properties:
              name: {type: string, nullable: true}
              kind: {$ref: '#/components/schemas/Kind'}
              tags: {type: array, items: {type: string}}
          Kind: {type: string, enum: [good, bad]}
      """;

  private static Optional<String> difference(String find, String put) throws IOException {
    assertThat(DOCUMENT).contains(find);
    JsonNode before = new YAMLMapper().readTree(DOCUMENT);
    JsonNode after = new YAMLMapper().readTree(DOCUMENT.replace(find, put));
    return DocumentSurface.difference(DocumentSurface.of(before), DocumentSurface.of(after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operationId: getThing  | operationId: readThing",
        "tags: [Things]         | tags: [Others]",
        "'200'                  | '201'",
        "schemas/Thing'         | schemas/Kind'",
        "/things/{id}           | /thing/{id}",
        "name: size             | name: length",
        "{type: integer, def    | {type: string, def",
        "id, in: path           | code, in: path",
        "name: {type            | title: {type",
        "items: {type: string}  | items: {type: integer}",
        "[good, bad]            | [good]",
        "bad]                   | bad, worse]"
      })
  void aChangeOfWhatIsGeneratedIsSeen(String find, String put) throws IOException {
    assertThat(difference(find, put)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "description: text      | description: another",
        "default: 7             | default: 8",
        "nullable: true         | nullable: false",
        "'404'                  | '410'"
      })
  void aChangeOfAnythingElseIsNot(String find, String put) throws IOException {
    assertThat(difference(find, put)).isEmpty();
  }
}
