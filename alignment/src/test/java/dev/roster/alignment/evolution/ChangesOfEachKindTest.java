package dev.roster.alignment.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.roster.alignment.evolution.DocumentChange.Severity;
import dev.roster.openapi.OpenApiDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of change has its name, and breaks those who must change because of it. */
class ChangesOfEachKindTest {
  private static final OpenApiDocument RELEASED =
      OpenApiDocument.parse(
          "orders",
          """
          openapi: 3.0.3
          info: {title: Orders, version: '1'}
          servers:
            - url: https://{shard}.example.com
              variables: {shard: {default: eu, description: Where., enum: [eu, us]}}
          security: [{Key: []}]
          paths:
            /orders/{code}/:
              post:
                operationId: order
                tags: [orders]
                description: Orders.
                parameters:
                  - {name: code, in: path, required: true, schema: {type: string, pattern: '^[a-z]+$'}}
                  - {name: limit, in: query, schema: {type: integer, default: 10, minimum: 1, maximum: 50}}
                  - {name: tags, in: query, schema: {type: array, maxItems: 5, items: {type: string}}}
                requestBody:
                  required: true
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [name]
                        properties:
                          name: {type: string, minLength: 1, maxLength: 64}
                          size: {type: string, x-extensible-enum: [small, large]}
                          note: {type: string, nullable: true}
                responses:
                  '200':
                    description: Done.
                    headers:
                      X-Left: {required: true, description: Left., schema: {type: integer, minimum: 0}}
                      X-Mode: {description: Mode., schema: {type: string, enum: [fast, slow]}}
                    content:
                      application/json:
                        schema:
                          type: object
                          required: [state, lines]
                          properties:
                            state: {type: string, description: State., x-extensible-enum: [open, sent]}
                            name: {type: string, maxLength: 32}
                            lines: {type: array, minItems: 1, maxItems: 9, items: {type: string}}
                            id: {type: integer, format: int64}
                            facts: {type: object, additionalProperties: {type: string}}
          components:
            securitySchemes:
              Key: {type: apiKey, in: header, name: X-Key}
          """);

  private static final Severity BREAKING = Severity.BREAKING;
  private static final Severity RISKY = Severity.RISKY;
  private static final Severity HARMLESS = Severity.HARMLESS;

  static Stream<Arguments> kinds() {
    return Stream.of(
        // servers and credentials
        arguments(
            "url: https://{shard}.example.com",
            "url: https://{shard}.example.org",
            BREAKING,
            "* server {url: \"https://{shard}.example.com\", variables: {shard: {default: eu, enum:"
                + " [eu, us]}}} removed"),
        arguments(
            "default: eu",
            "default: us",
            BREAKING,
            "* server {url: \"https://{shard}.example.com\", variables: {shard: {default: eu, enum:"
                + " [eu, us]}}} removed"),
        arguments("name: X-Key", "name: X-Token", BREAKING, "order credentials added"),
        arguments(
            "in: header, name: X-Key",
            "in: query, name: X-Key",
            BREAKING,
            "order credentials {in: header, name: X-Key, type: apiKey}[] -> {in: query, name:"
                + " X-Key, type: apiKey}[]"),
        arguments(
            "security: [{Key: []}]",
            "security: [{Key: []}, {}]",
            BREAKING,
            "order credentials {in: header, name: X-Key, type: apiKey}[] ->  or {in: header, name:"
                + " X-Key, type: apiKey}[]"),
        // requests
        arguments(
            "'^[a-z]+$'",
            "'^[a-y]+$'",
            BREAKING,
            "order request path code pattern \"^[a-z]+$\" -> \"^[a-y]+$\""),
        arguments(
            "default: 10", "default: 20", BREAKING, "order request query limit default 10 -> 20"),
        arguments("default: 10, ", "", BREAKING, "order request query limit default 10 -> none"),
        arguments(
            "maximum: 50",
            "maximum: 49",
            BREAKING,
            "order request query limit maximum 50 -> 49 tighter"),
        arguments(
            "maximum: 50",
            "maximum: 51",
            HARMLESS,
            "order request query limit maximum 50 -> 51 looser"),
        arguments(
            "minimum: 1,",
            "minimum: 2,",
            BREAKING,
            "order request query limit minimum 1 -> 2 tighter"),
        arguments(
            "maxItems: 5",
            "maxItems: 4",
            BREAKING,
            "order request query tags maxItems 5 -> 4 tighter"),
        arguments(
            "{name: tags, in: query,",
            "{name: tags, in: query, explode: false,",
            RISKY,
            "order request query tags explode none -> false"),
        arguments(
            "in: path, required: true, schema: {type: string",
            "in: path, required: true, schema: {type: string, format: uuid",
            BREAKING,
            "order request path code type string -> string uuid"),
        arguments(
            "maxLength: 64",
            "maxLength: 63",
            BREAKING,
            "order request $.name maxLength 64 -> 63 tighter"),
        arguments(
            "maxLength: 64",
            "maxLength: 65",
            HARMLESS,
            "order request $.name maxLength 64 -> 65 looser"),
        arguments(
            "minLength: 1,",
            "minLength: 1, readOnly: true,",
            BREAKING,
            "order request $.name readOnly false -> true"),
        arguments(
            "[small, large]", "[small]", BREAKING, "order request $.size known large removed"),
        arguments(
            "[small, large]",
            "[small, large, huge]",
            HARMLESS,
            "order request $.size known huge added"),
        arguments(
            "note: {type: string, nullable: true}",
            "note: {type: string}",
            BREAKING,
            "order request $.note nullable tighter"),
        arguments(
            "content:\n"
                + "          application/json:\n"
                + "            schema:\n"
                + "              type: object\n"
                + "              required: [name]",
            "content:\n"
                + "          application/xml:\n"
                + "            schema:\n"
                + "              type: object\n"
                + "              required: [name]",
            BREAKING,
            "order request application/json removed"),
        // responses
        arguments(
            "required: true, description: Left.",
            "description: Left.",
            BREAKING,
            "order 200 header X-Left optional"),
        arguments(
            "X-Mode: {", "X-Mode: {required: true, ", HARMLESS, "order 200 header X-Mode required"),
        arguments("X-Mode: {", "X-Kind: {", BREAKING, "order 200 header X-Mode removed"),
        arguments(
            "X-Mode: {",
            "X-Kind: {",
            HARMLESS,
            "order 200 header X-Kind added {schema: {enum: [fast, slow], type: string}}"),
        arguments(
            "schema: {type: integer, minimum: 0}",
            "schema: {type: string}",
            BREAKING,
            "order 200 header X-Left type integer -> string"),
        arguments(
            "minimum: 0",
            "minimum: -1",
            BREAKING,
            "order 200 header X-Left minimum 0 -> -1 looser"),
        arguments(
            "enum: [fast, slow]",
            "enum: [fast, slow, idle]",
            BREAKING,
            "order 200 header X-Mode = idle looser"),
        arguments(
            "enum: [fast, slow]",
            "enum: [fast]",
            HARMLESS,
            "order 200 header X-Mode = slow tighter"),
        arguments(
            "[open, sent]", "[open, sent, lost]", RISKY, "order 200 $.state known lost added"),
        arguments("[open, sent]", "[open]", HARMLESS, "order 200 $.state known sent removed"),
        arguments(
            "maxLength: 32",
            "maxLength: 33",
            BREAKING,
            "order 200 $.name maxLength 32 -> 33 looser"),
        arguments(
            "maxLength: 32",
            "maxLength: 31",
            HARMLESS,
            "order 200 $.name maxLength 32 -> 31 tighter"),
        arguments(
            "maxLength: 32",
            "maxLength: 32, default: x",
            BREAKING,
            "order 200 $.name default none -> x"),
        arguments(
            "maxLength: 32",
            "maxLength: 32, writeOnly: true",
            BREAKING,
            "order 200 $.name writeOnly false -> true"),
        arguments(
            "maxLength: 32",
            "maxLength: 32, deprecated: true",
            RISKY,
            "order 200 $.name deprecated none -> true"),
        arguments(
            "minItems: 1", "minItems: 0", BREAKING, "order 200 $.lines minItems 1 -> 0 looser"),
        arguments(
            "maxItems: 9, items: {type: string}",
            "maxItems: 9",
            BREAKING,
            "order 200 $.lines[] removed looser"),
        arguments(
            "format: int64",
            "format: int32",
            BREAKING,
            "order 200 $.id type integer int64 -> integer int32"),
        arguments(
            "additionalProperties: {type: string}",
            "additionalProperties: {type: integer}",
            BREAKING,
            "order 200 $.facts.* type string -> integer"),
        arguments(
            "\n"
                + "            application/json:\n"
                + "              schema:\n"
                + "                type: object\n"
                + "                required: [state, lines]",
            "\n"
                + "            text/json:\n"
                + "              schema:\n"
                + "                type: object\n"
                + "                required: [state, lines]",
            BREAKING,
            "order 200 body removed"),
        // the operation
        arguments(
            "operationId: order",
            "operationId: order\n      deprecated: true",
            RISKY,
            "order deprecated none -> true"),
        arguments(
            "operationId: order",
            "operationId: order\n      x-sunset: '2027-12-01'",
            RISKY,
            "order x-sunset none -> \"2027-12-01\""));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aChangeHasItsNameAndItsSeverity(String old, String now, Severity severity, String name) {
    assertThat(DocumentChanges.between(RELEASED, changed(old, now)))
        .filteredOn(change -> change.name().equals(name))
        .as(() -> DocumentChanges.between(RELEASED, changed(old, now)).toString())
        .hasSize(1)
        .allSatisfy(change -> assertThat(change.severity()).isEqualTo(severity));
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("title: Orders, version: '1'", "title: Purchases, version: '2'"),
        arguments("tags: [orders]", "tags: [purchases]"),
        arguments("description: Orders.", "description: Purchases.\n      summary: Purchase"),
        arguments("description: Left.", "description: More., example: 3"),
        arguments("description: State.", "title: State, example: open"),
        arguments("description: Where., ", ""));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void textForPeopleMayChange(String old, String now) {
    assertThat(DocumentChanges.between(RELEASED, changed(old, now))).isEmpty();
  }

  @Test
  void aNewPartIsNamedByAllOfIt() {
    String member = "id: {type: integer, format: int64}";
    assertThat(
            DocumentChanges.between(
                RELEASED,
                changed(member, member + "\n                  more: {type: string, maxLength: 7}")))
        .extracting(DocumentChange::name)
        .containsExactly("order 200 $.more added {maxLength: 7, type: string}");
  }

  private static OpenApiDocument changed(String old, String now) {
    assertThat(RELEASED.text()).contains(old);
    return OpenApiDocument.parse(RELEASED.name(), RELEASED.text().replace(old, now));
  }
}
