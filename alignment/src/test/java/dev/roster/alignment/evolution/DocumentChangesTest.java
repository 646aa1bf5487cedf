package dev.roster.alignment.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.evolution.DocumentChange.Severity;
import dev.roster.openapi.OpenApiDocument;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentChangesTest {
  private static final OpenApiDocument RELEASED = ExampleProject.coolset();

  static Stream<Arguments> breaking() {
    return Stream.of(
        arguments(
            "/api/accounts/user-config/:",
            "/api/accounts/config/:",
            "accounts_user-config_list GET /api/accounts/user-config/ removed"),
        arguments(
            "operationId: accounts_users_me",
            "operationId: me",
            "accounts_users_me operationId changed"),
        arguments(
            "security:\n  - Bearer: []", "security: []", "accounts_users_me credentials removed"),
        arguments(
            "name: type__in",
            "name: types",
            "accounts_companies_list request query type__in removed"),
        arguments(
            "name: type__in\n          in: query",
            "name: type__in\n          in: query\n          required: true",
            "accounts_companies_list request query type__in required"),
        arguments(
            "            enum: [active, inactive, test, demo, trial, stakeholder]",
            "            enum: [active, inactive]",
            "accounts_companies_list request query type = trial tighter"),
        arguments(
            "      enum: [active, inactive, test, demo, trial, stakeholder]\n"
                + "    CompanyWorkspacePage",
            "      enum: [active, inactive, test, demo, trial, stakeholder, closed]\n"
                + "    CompanyWorkspacePage",
            "accounts_companies_list 200 $.results[].type = closed looser"),
        arguments(
            "email: {type: string, format: email, title: Email, minLength: 1, maxLength: 1024",
            "email: {type: string, format: email, title: Email, minLength: 1, maxLength: 64",
            "accounts_invitations_create request $.email maxLength 1024 -> 64 tighter"),
        arguments(
            "required: [email, auth_group]\n"
                + "      properties:\n"
                + "        email: {type: string, format: email, title",
            "required: [email, auth_group, note]\n"
                + "      properties:\n"
                + "        note: {type: string}\n"
                + "        email: {type: string, format: email, title",
            "accounts_invitations_create request $.note required added {type: string}"),
        arguments(
            "        message: {type: string, description: What happened.}",
            "        text: {type: string, description: What happened.}",
            "accounts_workspaces_switch 200 $.message removed"),
        arguments(
            "message: {type: string, description: What",
            "message: {type: integer, description: What",
            "accounts_workspaces_switch 200 $.message type string -> integer"),
        arguments(
            "message: {type: string, description: What",
            "message: {type: string, nullable: true, description: What",
            "accounts_workspaces_switch 200 $.message nullable looser"),
        arguments(
            "required: [message]",
            "required: []",
            "accounts_workspaces_switch 200 $.message required looser"),
        arguments("        '201':", "        '202':", "accounts_invitations_create 201 removed"),
        arguments(
            "            X-Total-Count: {$ref: '#/components/headers/TotalCount'}\n",
            "",
            "accounts_users_list 200 header X-Total-Count removed"));
  }

  @ParameterizedTest
  @MethodSource("breaking")
  void aBreakingChangeIsNamed(String old, String now, String expected) {
    assertThat(RELEASED.text()).contains(old);
    OpenApiDocument changed =
        OpenApiDocument.parse(ExampleProject.COOLSET, RELEASED.text().replace(old, now));

    assertThat(DocumentChanges.between(RELEASED, changed))
        .filteredOn(change -> change.severity() == Severity.BREAKING)
        .allSatisfy(change -> assertThat(change.why()).isNotBlank())
        .extracting(DocumentChange::name)
        .contains(expected);
  }

  @Test
  void whatOnlyAddsIsHarmless() {
    OpenApiDocument changed =
        OpenApiDocument.parse(
            ExampleProject.COOLSET,
            RELEASED
                .text()
                .replace(
                    "        message: {type: string, description: What happened.}",
                    "        message: {type: string, description: What happened.}\n"
                        + "        hint: {type: string, description: What to do.}"));

    assertThat(DocumentChanges.between(RELEASED, changed))
        .extracting(DocumentChange::severity, DocumentChange::name)
        .containsExactly(
            tuple(Severity.HARMLESS, "accounts_workspaces_switch 200 $.hint added {type: string}"));
  }

  @Test
  void aDocumentDoesNotDifferFromItself() {
    assertThat(DocumentChanges.between(RELEASED, RELEASED)).isEmpty();
  }
}
