package dev.roster.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaValidatorTest {
  private static final SchemaValidator WHOLE = new SchemaValidator(SchemaValidator.Mode.WHOLE);
  private static final SchemaValidator PARTIAL = new SchemaValidator(SchemaValidator.Mode.PARTIAL);

  private static List<String> broken(Schema schema, String value) {
    return WHOLE.validate(schema, Documents.json(value)).stream()
        .map(each -> each.pointer() + " " + each.rule())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: number, maximum: 1} | 1 | 1.5",
        "{type: number, maximum: 1} | 1.0 | 1.0000000000000000000001",
        "{type: number, minimum: 0.1} | 0.1 | 0.09",
        "{type: number, minimum: -1.5} | -1.5 | -1.6",
        "{type: integer, maximum: 9223372036854775807} | 9223372036854775807 | 9223372036854775808",
        "{type: integer} | 7 | 7.0",
        "{type: integer, format: int32} | 2147483647 | 2147483648",
        "{type: integer, format: int64} | 9223372036854775807 | 9223372036854775808",
        "{type: string, minLength: 2} | \"ab\" | \"a\"",
        "{type: string, maxLength: 1} | \"\ud83c\udf3b\" | \"ab\"",
        "{type: string, pattern: '^a+$'} | \"aa\" | \"ab\"",
        "{type: string, format: uri} | \"https://example.org/\" | \"page 2\"",
        "{type: string, enum: [a, b]} | \"b\" | \"c\"",
        "{type: number, enum: [1, 2.5]} | 2.50 | 2",
        "{type: array, minItems: 2, items: {type: string}} | [\"a\", \"b\"] | [\"a\"]",
        "{type: array, maxItems: 1, items: {type: string}} | [\"a\"] | [\"a\", \"b\"]",
        "{type: array, items: {type: string}} | [] | [1]",
        "{type: string, nullable: true} | null | 1",
        "{type: string} | \"null\" | null",
        "{type: boolean} | true | \"true\"",
        "{type: object, additionalProperties: {type: integer}} | {\"a\": 1} | {\"a\": \"1\"}",
        "{type: object, additionalProperties: true} | {\"a\": null} | []",
        "{type: object, additionalProperties: true} | {\"a\": {\"b\": [{\"c\": 1}]}} | []",
        "{type: object, additionalProperties: {}} | {\"a\": {\"b\": 1}} | []",
        "{type: object} | {} | {\"a\": 1}"
      })
  void aRuleDividesValidFromInvalid(String schema, String valid, String invalid) {
    assertThat(broken(Documents.schema(schema), valid)).isEmpty();
    assertThat(broken(Documents.schema(schema), invalid)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anyOf | {\"a\": 1} | true",
        "anyOf | {\"b\": 1} | true",
        "anyOf | {\"a\": 1, \"c\": 1} | true",
        "anyOf | {\"c\": 1} | false",
        "oneOf | {\"a\": 1} | true",
        "oneOf | {\"b\": 1} | true",
        "oneOf | {\"a\": 1, \"c\": 1} | false",
        "oneOf | {\"c\": 1} | false"
      })
  void oneOfIsValidInExactlyOneForm(String keyword, String value, boolean valid) {
    Schema schema =
        Documents.schema(
            "{%s: [%s, %s, %s]}"
                .formatted(
                    keyword,
                    "{type: object, required: [a], properties: {a: {type: integer}, c: {}}}",
                    "{type: object, required: [b], properties: {b: {type: integer}}}",
                    "{type: object, required: [a, c], properties: {a: {}, c: {}}}"));

    assertThat(broken(schema, value).isEmpty()).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"own\": \"x\", \"a\": 1} | ''",
        "{\"own\": 7, \"a\": 1} | /own must be of type string",
        "{\"a\": 1} | /own is required",
        "{\"own\": \"x\", \"other\": 1} | ' must have one of the 2 forms'",
        "{\"own\": \"x\", \"a\": 1, \"other\": 1} | ' must have one of the 2 forms'"
      })
  void propertiesBesideAChoiceAreValidatedToo(String value, String expected) {
    Schema schema =
        Documents.schema(
            """
            {type: object, required: [own], properties: {own: {type: string}}, anyOf: [
              {required: [a], properties: {a: {type: integer}}},
              {required: [b], properties: {b: {type: integer}}}]}\
            """);

    assertThat(String.join(",", broken(schema, value))).isEqualTo(expected);
  }

  @Test
  void aFormNeedNotKnowWhatTheSchemaAroundItAllows() {
    Schema schema =
        Documents.schema("{type: object, additionalProperties: true, anyOf: [{required: [a]}]}");

    assertThat(broken(schema, "{\"a\": 1, \"other\": [null]}")).isEmpty();
    assertThat(broken(schema, "{\"other\": 1}")).hasSize(1);
  }

  @Test
  void everyPartOfAnAllOfApplies() {
    Schema schema =
        Documents.named(
            """
            All: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
            A: {type: object, required: [a], properties: {a: {type: string}, n: {type: integer}}}
            B: {type: object, properties: {b: {type: string}, n: {type: integer, maximum: 5}}}
            """);

    assertThat(broken(schema, "{\"a\": \"x\", \"b\": \"y\", \"n\": 5}")).isEmpty();
    assertThat(broken(schema, "{\"b\": 7, \"n\": 6, \"c\": 1}"))
        .containsExactlyInAnyOrder(
            "/a is required",
            "/b must be of type string",
            "/n must have maximum 5",
            "/c is not in the document");
  }

  @Test
  void onlyTheSchemaItselfAllowsNull() {
    Schema nullable =
        Documents.schema("{nullable: true, allOf: [{type: object, properties: {a: {}}}]}");
    Schema part = Documents.schema("{allOf: [{type: object, nullable: true, properties: {}}]}");

    assertThat(broken(nullable, "null")).isEmpty();
    assertThat(broken(part, "null")).containsExactly(" must not be null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anyOf", "oneOf"})
  void aChoiceBetweenASchemaAndNullIsThatSchemaOrNull(String choice) {
    Schema schema =
        Documents.schema(
            """
            {%s: [{type: object, required: [a], properties: {a: {type: string}}},
                  {type: string, nullable: true, enum: [null]}]}\
            """
                .formatted(choice));

    assertThat(schema.nullable()).isTrue();
    assertThat(schema.properties()).containsOnlyKeys("a");
    assertThat(schema.choices()).isEmpty();
    assertThat(broken(schema, "null")).isEmpty();
    assertThat(broken(schema, "{\"a\": \"x\"}")).isEmpty();
    assertThat(broken(schema, "{\"a\": 1}")).containsExactly("/a must be of type string");
    assertThat(broken(schema, "{}")).containsExactly("/a is required");
    assertThat(broken(schema, "\"null\"")).containsExactly(" must be of type object");
  }

  @Test
  void aSchemaMayContainItself() {
    Schema tree =
        Documents.named(
            """
            Tree:
              type: object
              required: [name]
              properties:
                name: {type: string}
                branches: {type: array, items: {$ref: '#/components/schemas/Tree'}}
            """);

    assertThat(broken(tree, "{\"name\": \"a\", \"branches\": [{\"name\": 7}]}"))
        .containsExactly("/branches/0/name must be of type string");
    assertThat(broken(tree, Samples.valid(tree).toString())).isEmpty();
  }

  @Test
  void aPartOfAValueMayLackRequiredPropertiesButHasNoUnknownOnes() {
    Schema schema =
        Documents.schema("{type: object, required: [a, b], properties: {a: {}, b: {}}}");

    assertThat(PARTIAL.validate(schema, Documents.json("{\"a\": 1}"))).isEmpty();
    assertThat(PARTIAL.validate(schema, Documents.json("{\"c\": 1}")))
        .singleElement()
        .satisfies(violation -> assertThat(violation.isUnknown()).isTrue());
  }

  @Test
  void aPartOfAValueIsToldFromAnotherFormByWhatItHas() {
    Schema schema =
        Documents.schema(
            """
            {oneOf: [{type: object, required: [a], properties: {a: {}, c: {}}},
                     {type: object, required: [b], properties: {b: {}, c: {}}}]}\
            """);

    assertThat(PARTIAL.validate(schema, Documents.json("{\"a\": 1}"))).isEmpty();
    assertThat(PARTIAL.validate(schema, Documents.json("{\"c\": 1}"))).hasSize(1);
  }

  @Test
  void aViolationHasTheLineOfItsKeyword() {
    Schema schema =
        Documents.named(
            """
            Name:
              type: string
              minLength: 2
              maxLength: 3
            """);

    assertThat(WHOLE.validate(schema, Documents.json("\"long name\"")))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation).hasToString("the body: must have maxLength 3");
          assertThat(violation.place()).hasToString("small line 7");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "integer, 12, 12",
    "integer, 1.5, '\"1.5\"'",
    "number, 1.5, 1.5",
    "number, x, '\"x\"'",
    "boolean, true, true",
    "boolean, TRUE, '\"TRUE\"'",
    "string, 12, '\"12\"'"
  })
  void textOfAParameterIsReadByTheTypeOfItsSchema(String type, String text, String expected) {
    assertThat(Documents.schema("{type: " + type + "}").parse(text)).hasToString(expected);
  }

  @Test
  void aListInAHeaderIsReadItemByItem() {
    Schema list = Documents.schema("{type: array, items: {type: integer}}");

    assertThat(list.parse("1, 2,x")).hasToString("[1,2,\"x\"]");
  }
}
