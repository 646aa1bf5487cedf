package dev.roster.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that the validators do not apply is silently passed over. */
class SupportedKeywordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: string, multipleOf: 2}",
        "{type: object, patternProperties: {a: {type: string}}}",
        "{not: {type: string}}",
        "{oneOf: [{type: string}], discriminator: {propertyName: kind}}",
        "{oneOf: [{type: string, const: a}]}",
        "{anyOf: [{type: string}], oneOf: [{type: string}]}",
        "{anyOf: [{type: string}], allOf: [{anyOf: [{type: integer}]}]}",
        "{type: object, additionalProperties: {type: text}}",
        "{type: string, format: ipv4}",
        "{type: integer, format: int128}",
        "{type: text}",
        "{type: array, items: {type: string, const: a}}",
        "{type: integer, minimum: '1'}",
        "{type: string, pattern: '['}",
        "{$ref: '#/components/schemas/Nowhere'}",
        "{$ref: 'other.yaml#/components/schemas/Elsewhere'}"
      })
  void aSchemaWithAnUnknownRuleIsRefused(String schema) {
    assertThatThrownBy(() -> Documents.withSchema(schema))
        .isInstanceOf(UnsupportedDocumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4XX", "default", "20"})
  void aRangeOfStatusesIsRefused(String status) {
    assertThatThrownBy(() -> Documents.withResponses("'" + status + "': {description: no}"))
        .isInstanceOf(UnsupportedDocumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{parameters: [{name: a, in: query, schema: {type: text}}], get: {responses: {}}}",
        "{get: {parameters: [{name: a, in: query, schema: {type: text}}], responses: {}}}",
        "{get: {parameters: [{name: a, in: query, content: {a/b: {}}}], responses: {}}}",
        "{post: {requestBody: {content: {a/b: {schema: {type: text}}}}, responses: {}}}",
        "{get: {responses: {'200': {headers: {A: {schema: {type: text}}}}}}}"
      })
  void schemasOfRequestsAndHeadersAreHeldToTheSameRules(String path) {
    assertThatThrownBy(() -> OpenApiDocument.parse("small", "paths:\n  /a: " + path))
        .isInstanceOf(UnsupportedDocumentException.class);
  }

  @Test
  void aSchemaThatNothingUsesIsHeldToTheSameRules() {
    assertThatThrownBy(() -> Documents.named("Unused: {type: text}"))
        .isInstanceOf(UnsupportedDocumentException.class);
  }

  @Test
  void theRefusalNamesDocumentAndLine() {
    assertThatThrownBy(() ->
            Documents.named(
                """
                Company:
                  type: object
                  properties:
                    size:
                      type: integer
                      multipleOf: 2
                """))
        .hasMessage("small line 9: the keyword multipleOf is not known.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: [", "a: 1\na: 2", "{\"a\": 1, \"a\": 2}", "a: &b 1\nc: *b"})
  void malformedTextRepeatedKeysAndAliasesAreRefused(String text) {
    assertThatThrownBy(() -> OpenApiDocument.parse("small", text))
        .isInstanceOf(UnsupportedDocumentException.class)
        .hasMessageContaining("line");
  }

  @Test
  void extensionsAndRemarksAreNoRules() {
    Schema schema =
        Documents.schema("{type: string, x-note: {const: a}, title: A, example: b, default: c}");

    assertThat(schema.type()).isEqualTo("string");
  }

  @Test
  void aPropertyMayBeCalledLikeAKeyword() {
    Schema schema =
        Documents.schema("{type: object, properties: {not: {type: string}, $ref: {type: string}}}");

    assertThat(schema.properties()).containsOnlyKeys("not", "$ref");
  }
}
