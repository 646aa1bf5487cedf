package dev.roster.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SelfTestTest {

  @Test
  void manyInvalidBodiesOfBothDocumentsAreRefused() {
    assertThat(SelfTest.prove(Documents.COOLSET)).isGreaterThan(1_000);
    assertThat(SelfTest.prove(Documents.COMPLEAT)).isGreaterThan(100);
  }

  @Test
  void everyKeywordThatIsSupportedIsProved() {
    OpenApiDocument document =
        Documents.withSchema(
            """
            {type: object, required: [a], properties: {
              a: {type: array, minItems: 1, maxItems: 3, items: {type: string, maxLength: 3}},
              b: {type: number, minimum: 0.5, maximum: 2.5},
              c: {type: integer, format: int64, minimum: 1, maximum: 9},
              d: {oneOf: [{type: string, format: uuid}, {type: array, items: {type: string}}]},
              e: {allOf: [{type: object, properties: {f: {type: boolean}}}], nullable: true},
              g: {type: string, pattern: '^[a-z]-[0-9]$', example: a-1},
              h: {type: string, enum: [x, y]}}}\
            """);

    assertThat(SelfTest.prove(document)).isGreaterThan(30);
  }

  @Test
  void aDocumentThatForbidsNothingCannotProveTheValidator() {
    OpenApiDocument document = Documents.withSchema("{type: object, additionalProperties: true}");

    assertThatThrownBy(() -> SelfTest.prove(document))
        .isInstanceOf(UnsupportedDocumentException.class)
        .hasMessageContaining("forbids too little");
  }

  @Test
  void aDocumentWithoutBodiesCannotProveTheValidator() {
    OpenApiDocument document = Documents.withResponses("'204': {description: nothing}");

    assertThatThrownBy(() -> SelfTest.prove(document))
        .isInstanceOf(UnsupportedDocumentException.class)
        .hasMessageContaining("no response with a body");
  }

  @Test
  void aChoiceThatNoSampleTellsApartIsRefused() {
    OpenApiDocument document =
        Documents.withSchema("{oneOf: [{type: string}, {type: string, minLength: 1}]}");

    assertThatThrownBy(() -> SelfTest.prove(document))
        .isInstanceOf(UnsupportedDocumentException.class)
        .hasMessageContaining("a valid body was refused");
  }
}
