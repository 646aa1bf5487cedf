package dev.roster.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseValidatorTest {
  private static final Map<String, List<String>> GOOD =
      Map.of("content-type", List.of("application/json"), "x-total-count", List.of("3"));

  private final ResponseValidator counted =
      validator(
          Documents.withResponses(
              """
              '200':
                headers:
                  X-Total-Count: {required: true, schema: {type: integer, minimum: 0}}
                  X-Mode: {schema: {type: string, enum: [fast, slow]}}
                content:
                  application/json:
                    schema: {type: object}
              '204': {description: nothing}
              """));

  private static ResponseValidator validator(OpenApiDocument document) {
    return new ResponseValidator(document, List.of("X-Request-Id"));
  }

  private static List<Violation> violations(OpenApiDocument document, String body) {
    Map<String, List<String>> headers =
        Map.of("Content-Type", List.of("application/json; charset=utf-8"));
    return validator(document).validate("read", response(200, headers, body));
  }

  private static ResponseMessage response(
      int status, Map<String, List<String>> headers, String body) {
    return new ResponseMessage(status, headers, body.getBytes(StandardCharsets.UTF_8), false);
  }

  private List<String> broken(int status, Map<String, List<String>> headers, String body) {
    return counted.validate("read", response(status, headers, body)).stream()
        .map(Violation::pointer)
        .toList();
  }

  @Test
  void aViolationNamesPlaceAndRuleAndNothingOfTheResponse() {
    OpenApiDocument document =
        Documents.withSchema(
            "{type: object, required: [a/b], properties: {a/b: {type: array, items: {type: string,"
                + " format: uuid}}}}");

    List<Violation> violations = violations(document, "{\"a/b\": [\"Ada\"], \"secret\": 1}");

    assertThat(violations)
        .extracting(Violation::pointer, Violation::rule)
        .containsExactlyInAnyOrder(
            tuple("/a~1b/0", "must have the format uuid"),
            tuple("/secret", "is not in the document"));
    assertThat(violations).extracting(each -> each.place().line()).containsOnly(10);
    assertThat(violations.toString()).doesNotContain("Ada");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "{\"a\": 1, \"a\": 1}", "[", "nul"})
  void bodiesThatAreNoJsonAreRefused(String body) {
    OpenApiDocument document =
        Documents.withSchema("{type: object, properties: {a: {type: integer}}}");

    assertThat(violations(document, "{\"a\": 1}")).isEmpty();
    assertThat(violations(document, body)).isNotEmpty();
  }

  @Test
  void statusMediaTypeAndHeadersAreHeldToTheDocument() {
    assertThat(broken(200, GOOD, "{}")).isEmpty();
    assertThat(broken(418, GOOD, "{}")).containsExactly("status");
    assertThat(broken(204, Map.of(), "{}")).containsExactly("");
    assertThat(broken(204, Map.of(), "")).isEmpty();
    assertThat(
            broken(
                200,
                Map.of("content-type", List.of("text/html"), "X-Total-Count", List.of("3")),
                "{}"))
        .containsExactly("Content-Type");
    assertThat(broken(200, Map.of("X-Total-Count", List.of("3")), "{}"))
        .containsExactly("Content-Type");
    assertThat(broken(200, Map.of("content-type", List.of("application/json")), "{}"))
        .containsExactly("X-Total-Count");
    assertThat(
            broken(
                200,
                Map.of(
                    "content-type", List.of("application/json"),
                    "x-total-count", List.of("many"),
                    "X-Powered-By", List.of("x")),
                "{}"))
        .containsExactlyInAnyOrder("X-Total-Count", "X-Powered-By");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "3.0", "3x", "+3", ""})
  void aHeaderIsHeldToItsSchema(String count) {
    assertThat(
            broken(
                200,
                Map.of(
                    "content-type", List.of("application/json"), "x-total-count", List.of(count)),
                "{}"))
        .containsExactly("X-Total-Count");
  }

  @Test
  void eachValueOfAHeaderIsHeldToItsSchema() {
    assertThat(
            broken(
                200,
                Map.of(
                    "content-type", List.of("application/json"),
                    "x-total-count", List.of("3"),
                    "x-mode", List.of("fast", "furious")),
                "{}"))
        .containsExactly("X-Mode");
  }

  @Test
  void headersThatEveryResponseMayHaveNeedNoDocument() {
    Map<String, List<String>> headers =
        Map.of("x-request-id", List.of("1"), "date", List.of("today"));

    assertThat(broken(204, headers, "")).isEmpty();
  }

  @Test
  void theResponseToAHeadHasNoBody() {
    ResponseMessage head = new ResponseMessage(200, GOOD, new byte[0], true);

    assertThat(counted.validate("read", head)).isEmpty();
  }

  @Test
  void anOperationThatTheDocumentLacksIsRefusedByNameWithTheDocument() {
    assertThat(counted.operations()).containsExactly("read");
    assertThatThrownBy(() -> counted.validate("write", response(200, GOOD, "{}")))
        .isInstanceOf(UnsupportedDocumentException.class)
        .hasMessageContaining(": there is no operation write.");
  }
}
