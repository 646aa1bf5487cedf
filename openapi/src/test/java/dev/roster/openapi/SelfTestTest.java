package dev.roster.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The check proves itself, and a second one that was written by others agrees with it. */
class SelfTestTest {
  private static final String COOLSET = "/dev/roster/specs/coolset-accounts.yaml";
  private static final String COMPLEAT = "/dev/roster/specs/compleat-users.yaml";

  @TempDir Path folder;

  private OpenApiDocument document(String responses) throws IOException {
    Path file = folder.resolve("document.yaml");
    Files.writeString(
        file,
        """
        openapi: 3.0.3
        paths:
          /a:
            get:
              operationId: read
              responses:
        """
            + responses.indent(8));
    return OpenApiDocument.read(Files.readAllBytes(file));
  }

  private OpenApiDocument withSchema(String schema) throws IOException {
    return document("'200':\n  content:\n    application/json:\n      schema: " + schema);
  }

  @Test
  void manyWrongBodiesOfBothDocumentsAreRefused() {
    assertThat(SelfTest.prove(OpenApiDocument.load(COOLSET))).isGreaterThan(1_000);
    assertThat(SelfTest.prove(OpenApiDocument.load(COMPLEAT))).isGreaterThan(100);
  }

  @ParameterizedTest
  @CsvSource({COOLSET + ",/api/accounts", COMPLEAT + ",/api/user"})
  void aValidatorOfOthersAgrees(String name, String root) {
    OpenApiInteractionValidator other =
        OpenApiInteractionValidator.createFor(name.substring(1)).build();
    OpenApiDocument document = OpenApiDocument.load(name);
    Samples samples = new Samples(document.schemas());
    Map<String, String> paths =
        Map.of(
            "accounts_users_me", "/api/accounts/users/me/",
            "accounts_companies_list", "/api/accounts/companies/",
            "accounts_countries_list", "/api/accounts/countries/",
            "accounts_workspaces_list", "/api/accounts/workspaces/",
            "accounts_invitations_read", "/api/accounts/invitations/x/",
            "getUsers", "/api/users/d025eedc-5ea0-4de8-be9f-f8873545add9/null",
            "getUser",
                "/api/user/d025eedc-5ea0-4de8-be9f-f8873545add9/d025eedc-5ea0-4de8-be9f-f8873545add9");
    int compared = 0;
    for (var body : document.bodies().entrySet()) {
      String[] key = body.getKey().split(" ");
      String path = paths.get(key[0]);
      if (path == null) {
        continue;
      }
      assertThat(path).startsWith(root);
      JsonNode right = samples.right(body.getValue());
      assertThat(objections(other, path, key[1], right)).as(body.getKey()).isEmpty();
      for (JsonNode wrong : samples.wrong(body.getValue(), right)) {
        // the other one takes an object of a reference that may be null elsewhere
        if (!wrong.path("company").isNull() || right.path("company").isMissingNode()) {
          assertThat(objections(other, path, key[1], wrong)).as(wrong.toString()).isNotEmpty();
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  private static List<String> objections(
      OpenApiInteractionValidator other, String path, String status, JsonNode body) {
    SimpleResponse answer =
        new SimpleResponse.Builder(Integer.parseInt(status))
            .withContentType("application/json")
            .withBody(body.toString(), StandardCharsets.UTF_8)
            .build();
    return other.validateResponse(path, Request.Method.GET, answer).getMessages().stream()
        .map(message -> message.getKey() + " " + message.getMessage())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: string, multipleOf: 2}",
        "{type: object, patternProperties: {a: {type: string}}}",
        "{oneOf: [{type: string}]}",
        "{type: string, format: ipv4}",
        "{type: integer, format: int128}",
        "{type: text}",
        "{type: array, items: {type: string, const: a}}",
        "{$ref: '#/components/schemas/Nowhere'}"
      })
  void aRuleThatTheCheckDoesNotKnowIsNeverPassedOver(String schema) {
    assertThatThrownBy(() -> SelfTest.prove(withSchema(schema)))
        .isInstanceOf(UnsupportedDocumentException.class);
  }

  @Test
  void aRangeOfStatusesIsNeverPassedOver() {
    assertThatThrownBy(() -> document("'4XX': {description: no}"))
        .isInstanceOf(UnsupportedDocumentException.class);
  }

  @Test
  void aDocumentThatForbidsNothingCannotProveTheCheck() {
    assertThatThrownBy(
            () -> SelfTest.prove(withSchema("{type: object, additionalProperties: true}")))
        .isInstanceOf(UnsupportedDocumentException.class)
        .hasMessageContaining("too few");
  }

  @Test
  void aViolationTellsThePlaceAndTheRuleAndNothingOfTheAnswer() throws IOException {
    OpenApiDocument document =
        withSchema(
            "{type: object, required: [a/b], properties: {a/b: {type: array, items: {type: string,"
                + " format: uuid}}}}");

    List<Violation> violations =
        document.violations("read", json("{\"a/b\": [\"Ada\"], \"secret\": 1}"));

    assertThat(violations)
        .containsExactlyInAnyOrder(
            new Violation("/a~1b/0", "must have the format uuid"),
            new Violation("/secret", "is not in the document"));
    assertThat(violations.toString()).doesNotContain("Ada");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "{\"a\": 1, \"a\": 1}", "[", "nul"})
  void bodiesThatAreNoJsonAreRefused(String body) throws IOException {
    OpenApiDocument document = withSchema("{type: object, properties: {a: {type: integer}}}");

    assertThat(document.violations("read", json("{\"a\": 1}"))).isEmpty();
    assertThat(document.violations("read", json(body))).isNotEmpty();
  }

  @Test
  void statusMediaTypeAndHeadersAreHeldToo() throws IOException {
    OpenApiDocument document =
        document(
            """
            '200':
              headers:
                X-Total-Count: {required: true, schema: {type: integer}}
              content:
                application/json:
                  schema: {type: object}
            '204': {description: nothing}
            """);
    Map<String, List<String>> good =
        Map.of("content-type", List.of("application/json"), "x-total-count", List.of("3"));

    assertThat(broken(document, 200, good, "{}")).isEmpty();
    assertThat(broken(document, 418, good, "{}")).containsExactly("status");
    assertThat(broken(document, 204, Map.of(), "{}")).containsExactly("");
    assertThat(broken(document, 204, Map.of(), "")).isEmpty();
    assertThat(
            broken(
                document,
                200,
                Map.of("content-type", List.of("text/html"), "X-Total-Count", List.of("3")),
                "{}"))
        .containsExactly("Content-Type");
    assertThat(broken(document, 200, Map.of("content-type", List.of("application/json")), "{}"))
        .containsExactly("X-Total-Count");
    assertThat(
            broken(
                document,
                200,
                Map.of(
                    "content-type", List.of("application/json"),
                    "x-total-count", List.of("many"),
                    "X-Powered-By", List.of("x")),
                "{}"))
        .containsExactlyInAnyOrder("X-Total-Count", "X-Powered-By");
  }

  private static Stream<String> broken(
      OpenApiDocument document, int status, Map<String, List<String>> headers, String body) {
    return document
        .violations(
            "read",
            new ResponseMessage(status, headers, body.getBytes(StandardCharsets.UTF_8), false))
        .stream()
        .map(Violation::pointer);
  }

  private static ResponseMessage json(String body) {
    return new ResponseMessage(
        200,
        Map.of("Content-Type", List.of("application/json; charset=utf-8")),
        body.getBytes(StandardCharsets.UTF_8),
        false);
  }
}
