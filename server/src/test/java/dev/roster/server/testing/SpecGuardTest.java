package dev.roster.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The self-test of the guard: one that lets a wrong response pass would make every other test
 * worthless.
 */
class SpecGuardTest {
  private static final String WORKSPACES = "/api/accounts/workspaces/";
  private static final String WORKSPACE =
      """
      {"workspaces":[{"workspace_name":"Acme","workspace_id":1,"logo":null,"member_count":2,"is_mfa_enabled":true}]}\
      """;
  private static final String META =
      "\"MetaData\":{\"Version\":1,\"DateCreated\":\"2018-08-08T11:43:01.5753381Z\"}";

  private static List<String> violations(String target, int status, String type, String body) {
    return violations(
        target, status, Map.of("content-type", List.of(type), "x-total-count", List.of("1")), body);
  }

  private static List<String> violations(
      String target, int status, Map<String, List<String>> headers, String body) {
    return SpecGuard.violations(
        "GET", target, new RawResponse(status, headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aValidResponsePasses() {
    assertThat(violations(WORKSPACES, 200, "application/json", WORKSPACE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"workspace_id\":1|\"workspace_id\":\"1\"",
        "\"workspace_id\":1|\"workspaceId\":1",
        "\"workspace_id\":1,|''",
        "\"workspace_id\":1|\"workspace_id\":1.5",
        "\"workspace_name\":\"Acme\"|\"workspace_name\":null",
        "\"member_count\":2|\"member_count\":2,\"extra\":0",
        "\"member_count\":2|\"member_count\":-2",
        "\"is_mfa_enabled\":true|\"is_mfa_enabled\":\"true\"",
        "{\"workspaces\"|{\"more\":1,\"workspaces\"",
      })
  void aMutatedBodyIsRefused(String original, String mutation) {
    assertThat(WORKSPACE).contains(original);
    String body = WORKSPACE.replace(original, mutation.equals("''") ? "" : mutation);

    assertThat(violations(WORKSPACES, 200, "application/json", body)).isNotEmpty();
  }

  @Test
  void aMissingHeaderIsRefused() {
    assertThat(
            violations(
                WORKSPACES, 200, Map.of("content-type", List.of("application/json")), WORKSPACE))
        .singleElement()
        .asString()
        .contains("X-Total-Count");
  }

  @Test
  void anUndocumentedStatusIsRefused() {
    assertThat(violations(WORKSPACES, 418, "application/json", "{\"detail\":\"x\"}")).isNotEmpty();
  }

  @Test
  void anotherMediaTypeIsRefused() {
    assertThat(violations(WORKSPACES, 200, "text/html", "<html></html>")).isNotEmpty();
  }

  @Test
  void anUnknownEnumValueIsRefused() {
    String company =
        """
        {"count":1,"next":null,"previous":null,"results":[{"workspace_id":1,"workspace_name":"A","id":1,
        "name":"A","type":"%s","country":null,"member_count":1,"is_mfa_enabled":false,
        "created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00.000001Z"}]}
        """;
    String target = "/api/accounts/companies/?limit=1";

    assertThat(violations(target, 200, "application/json", company.formatted("active"))).isEmpty();
    assertThat(violations(target, 200, "application/json", company.formatted("closed")))
        .isNotEmpty();
  }

  @Test
  void theNullableObjectsOfAUserAreCheckedInside() {
    String user =
        """
        {"first_name":"A","last_name":"B","email":"a@example.org","id":1,"firebase_uid":null,
        "active_user_company_id":null,"user_company":%s,"company":null,"job_title":null,"auth_group":%s,
        "is_mfa_enrolled":false,"is_mfa_required":false,"data_room_consumer_id":null,"pylon_email_hash":null}
        """;
    String target = "/api/accounts/users/me/";
    String group = "{\"id\":1,\"name\":\"OWNER\",\"permissions\":[{\"codename\":\"x\"}]}";

    assertThat(violations(target, 200, "application/json", user.formatted("null", "null")))
        .isEmpty();
    assertThat(violations(target, 200, "application/json", user.formatted("null", group)))
        .isEmpty();
    assertThat(
            violations(
                target,
                200,
                "application/json",
                user.formatted("null", group.replace("1", "\"1\""))))
        .isNotEmpty();
    assertThat(violations(target, 200, "application/json", user.formatted("{\"id\":1}", "null")))
        .isNotEmpty();
  }

  @Test
  void theOtherDocumentIsGuardedToo() {
    String target = "/api/users/d025eedc-5ea0-4de8-be9f-f8873545add9/null";

    assertThat(
            violations(target, 200, "application/json", "{\"Count\":0,\"Users\":[]," + META + "}"))
        .isEmpty();
    assertThat(
            violations(target, 200, "application/json", "{\"count\":0,\"Users\":[]," + META + "}"))
        .isNotEmpty();
    assertThat(violations(target, 400, "application/json", "{\"Message\":\"Unknown company\"}"))
        .isNotEmpty();
  }
}
