package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;
import static dev.roster.contract.CoolsetPact.UNKNOWN_TOKEN;
import static dev.roster.contract.CoolsetPact.asking;
import static dev.roster.contract.CoolsetPact.check;
import static dev.roster.contract.CoolsetPact.checkSending;
import static dev.roster.contract.CoolsetPact.detail;
import static dev.roster.contract.CoolsetPact.fieldError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import dev.roster.client.ConflictException;
import dev.roster.client.ForbiddenException;
import dev.roster.client.NotFoundException;
import dev.roster.client.Page;
import dev.roster.client.UnauthorizedException;
import dev.roster.client.ValidationException;
import dev.roster.coolset.model.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WrittenPacts.class)
class WorkspacesPactTest {
  private static final String PATH = "/api/accounts/workspaces/";
  private static final String SWITCH = PATH + "switch/";
  private static final String THREE = "a caller with three workspaces";
  private static final int COMPANY = 7;

  @Test
  void aPageOfWorkspaces() {
    check(
        client -> {
          Page<Workspace> page = client.workspaces().page(1, 0);

          assertThat(page.total()).hasValue(3);
          assertThat(page.items()).hasSize(1);
          assertThat(page.items().getFirst()).hasNoNullFieldsOrProperties();
        },
        response(
                asking("a page of workspaces", THREE).get(PATH).query("limit=1&offset=0"),
                200,
                object(o ->
                    o.array(
                        "workspaces",
                        all ->
                            all.object(w -> {
                              workspace(w, "Green Grocers");
                              w.stringType("logo", "https://assets.example.org/green-grocers.png");
                            }))))
            .headers(Map.of("X-Total-Count", "3")));
  }

  @Test
  void aPageOfWorkspacesWithoutLogos() {
    check(
        client ->
            assertThat(client.workspaces().page(2, 1).items())
                .allSatisfy(workspace -> assertThat(workspace.logo()).isNull())
                .extracting(Workspace::workspaceName)
                .containsExactly("Evergreen Energy", "Blue Builders"),
        response(
            asking("a page of workspaces without logos", THREE).get(PATH).query("limit=2&offset=1"),
            200,
            object(o ->
                o.array(
                    "workspaces",
                    all ->
                        all.object(w -> workspace(w.nullValue("logo"), "Evergreen Energy"))
                            .object(w -> workspace(w.nullValue("logo"), "Blue Builders"))))));
  }

  @Test
  void aCallerWithoutACompanyHasNone() {
    check(
        client -> assertThat(client.workspaces().stream()).isEmpty(),
        response(
                asking("workspaces where there are none", "a caller without a company")
                    .get(PATH)
                    .query("limit=2&offset=0"),
                200,
                object(o -> o.array("workspaces", all -> {})))
            .headers(Map.of("X-Total-Count", "0")));
  }

  @Test
  void anUnknownTokenIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.workspaces().page(2, 0)),
        response(
            asking("workspaces with an unknown token", UNKNOWN_TOKEN)
                .get(PATH)
                .query("limit=2&offset=0"),
            401,
            detail("Invalid token.")));
  }

  @Test
  void switchingToAnotherWorkspace() {
    String message = "Workspace switched successfully.";
    check(
        client -> assertThat(client.workspaces().switchTo(COMPANY).message()).isEqualTo(message),
        response(
            asking("a switch to another workspace", THREE)
                .post(SWITCH, company("other_company_id")),
            200,
            object(o -> o.stringValue("message", message))));
  }

  @Test
  void switchingToAnotherCompanyUnderTheSameKeyIsAConflict() {
    String message = "This Idempotency-Key was used for a different request.";
    check(
        client ->
            assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> client.workspaces().switchTo(COMPANY, Asking.KEY))
                .withMessageContaining(message),
        response(
            asking("a switch under the key of another", "a switch made under a key")
                .postAgain(SWITCH, company("other_company_id")),
            409,
            detail(message)));
  }

  @Test
  void switchingAgainUnderTheSameKeyIsAnsweredAsBefore() {
    String message = "Workspace switched successfully.";
    check(
        client ->
            assertThat(client.workspaces().switchTo(COMPANY, Asking.KEY).message())
                .isEqualTo(message),
        response(
                asking("a switch that was made before", "a switch made under a key")
                    .postAgain(SWITCH, company("company_id")),
                200,
                object(o -> o.stringValue("message", message)))
            .headers(Map.of("Idempotent-Replayed", "true")));
  }

  @Test
  void switchingToACompanyOfSomebodyElseIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.workspaces().switchTo(COMPANY))
                .withMessageContaining("Not found."),
        response(
            asking("a switch to a company of somebody else", "a company of somebody else")
                .post(SWITCH, company("foreign_company_id")),
            404,
            detail("Not found.")));
  }

  @Test
  void switchingWithAnUnknownTokenIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.workspaces().switchTo(COMPANY)),
        response(
            asking("a switch with an unknown token", UNKNOWN_TOKEN)
                .post(SWITCH, object(o -> o.numberValue("company_id", COMPANY))),
            401,
            detail("Invalid token.")));
  }

  @Test
  void switchingWithATokenThatMayOnlyReadIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(ForbiddenException.class)
                .isThrownBy(() -> client.workspaces().switchTo(COMPANY)),
        response(
            asking("a switch with a token that may only read", "a caller whose token may only read")
                .post(SWITCH, company("company_id")),
            403,
            detail("You do not have permission to perform this action.")));
  }

  /** The client always has a company, so its transport replaces it. */
  @Test
  void switchingToNoCompanyIsRefused() {
    checkSending(
        request ->
            request.toBuilder()
                .body("{\"company_id\":null}".getBytes(StandardCharsets.UTF_8))
                .build(),
        client ->
            assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> client.workspaces().switchTo(7)),
        response(
            asking("a switch to no company", THREE)
                .post(SWITCH, object(o -> o.nullValue("company_id"))),
            400,
            fieldError("company_id", "This field may not be null.")));
  }

  private static DslPart company(String valueOfState) {
    return object(o -> o.valueFromProviderState("company_id", "${" + valueOfState + "}", COMPANY));
  }

  private static void workspace(LambdaDslObject workspace, String name) {
    workspace
        .stringValue("workspace_name", name)
        .integerType("workspace_id", COMPANY)
        .integerType("member_count", 1)
        .booleanType("is_mfa_enabled", true);
  }
}
