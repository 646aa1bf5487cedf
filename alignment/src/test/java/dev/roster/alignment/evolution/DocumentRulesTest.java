package dev.roster.alignment.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.evolution.DocumentRules.Broken;
import dev.roster.openapi.OpenApiDocument;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule sees the document that breaks it. */
class DocumentRulesTest {
  private static final OpenApiDocument GOOD = ExampleProject.coolset();

  static Stream<Arguments> badDocuments() {
    return Stream.of(
        arguments(
            "operationId: accounts_users_me", "operationId: accounts_users_list", "operationId"),
        arguments("operationId: accounts_users_me", "x-id: accounts_users_me", "operationId"),
        arguments("summary: The caller\n", "x-summary: The caller\n", "description"),
        arguments("description: The caller.\n", "description: ''\n", "description"),
        arguments("description: Two-letter code of ISO 3166-1., ", "", "description"),
        arguments(
            "message: {type: string, description: What happened.}",
            "message: {type: string}",
            "description"),
        arguments("security:\n  - Bearer: []", "security: []", "security"),
        arguments("'401': {$ref: '#/components/responses/Unauthorized'}", "", "statuses"),
        arguments("'405': {$ref: '#/components/responses/MethodNotAllowed'}", "", "statuses"),
        arguments(
            "X-RateLimit-Reset: {$ref: '#/components/headers/RateLimitReset'}", "", "headers"),
        arguments(
            "'201':\n",
            "'200': {$ref: '#/components/responses/NotFound'}\n        '201':\n",
            "statuses"),
        arguments("tags: [workspaces]", "tags: [elsewhere]", "tags"),
        arguments(
            "/api/accounts/countries/{id}/:",
            "/api/accounts/countries/{code}/:",
            "path parameters"),
        arguments(
            "schema: {$ref: '#/components/schemas/Message'}",
            "schema: {type: object, properties: {message: {type: string}}}",
            "named schemas"),
        arguments(
            "name: {type: string, description: Name of the flag.}",
            "name: {type: object, description: It., properties: {a: {type: string}}}",
            "named schemas"),
        arguments(
            "company_id: {type: integer, format: int64,",
            "company_id: {type: integer,",
            "integer formats"),
        arguments("example: {company_id: 9000001}", "example: {company_id: seven}", "examples"),
        arguments("example: {company_id: 9000001}", "example: {company: 7}", "examples"),
        arguments("required: [message]", "required: [message, code]", "required"),
        arguments(
            "schema: {$ref: '#/components/schemas/Message'}",
            "schema: {$ref: '#/components/schemas/Detail'}",
            "unused"));
  }

  @ParameterizedTest
  @MethodSource("badDocuments")
  void aDocumentThatBreaksARuleIsSeen(String good, String bad, String rule) {
    assertThat(GOOD.text()).contains(good);

    assertThat(
            new DocumentOverTime(ExampleProject.CONFIG)
                .brokenRules(OpenApiDocument.parse("bad", GOOD.text().replace(good, bad))))
        .extracting(Broken::rule)
        .contains(rule);
  }
}
