package dev.roster.contract;

import static dev.roster.contract.CompleatPact.DENIED;
import static dev.roster.contract.CompleatPact.TENANT;
import static dev.roster.contract.CompleatPact.TWO_TENANTS;
import static dev.roster.contract.CompleatPact.UNKNOWN_KEY;
import static dev.roster.contract.CompleatPact.WITH_USERS;
import static dev.roster.contract.CompleatPact.asking;
import static dev.roster.contract.CompleatPact.check;
import static dev.roster.contract.CompleatPact.denied;
import static dev.roster.contract.CompleatPact.error;
import static dev.roster.contract.CompleatPact.metaData;
import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import dev.roster.client.CompleatClient;
import dev.roster.client.UnauthorizedException;
import dev.roster.client.UnknownUserException;
import dev.roster.compleat.model.UserDetail;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WrittenPacts.class)
class TenantUserPactTest {
  private static final String ONE = "/api/user/${tenant_id}/${user_id}";
  private static final String BARE = "a tenant user with a bare profile";
  private static final UUID USER = UUID.fromString("a769e820-10ff-4c96-ad9f-718b295c1aef");
  private static final UUID COMPANY = UUID.fromString("8d4bb975-eade-42fd-a064-bf448e493c1e");
  private static final UUID JOHN = UUID.fromString("238fe304-a8cc-4c74-889f-a850dc6bd9a0");

  @Test
  void aUserInDetail() {
    check(
        client -> {
          UserDetail user = client.user(USER);

          assertThat(user).hasNoNullFieldsOrProperties();
          assertThat(user.nominee()).hasNoNullFieldsOrProperties();
          assertThat(user.language().name()).isEqualTo("English (United Kingdom)");
          assertThat(user.companies()).hasSize(2);
        },
        response(
            asking("a user in detail", WITH_USERS).get(ONE, "/api/user/" + TENANT + "/" + USER),
            200,
            object(user -> {
              detail(user);
              user.stringValue("Role", "Finance Director")
                  .object(
                      "Nominee",
                      nominee ->
                          nominee
                              .uuid("Id", JOHN)
                              .stringValue("Name", "John Doe")
                              .stringMatcher(
                                  "StartDate", moment("2026-08-01"), "2026-08-01T00:00:00Z")
                              .stringMatcher(
                                  "EndDate", moment("2026-08-15"), "2026-08-15T00:00:00Z"))
                  .object(
                      "Language",
                      language ->
                          language
                              .stringValue("Code", "en-GB")
                              .stringValue("Name", "English (United Kingdom)"))
                  .array(
                      "Companies",
                      companies ->
                          companies
                              .object(c ->
                                  c.valueFromProviderState(
                                          "Id", "${company_id}", COMPANY.toString())
                                      .stringValue("Name", "Green Grocers"))
                              .object(
                                  c -> c.uuid("Id", JOHN).stringValue("Name", "Evergreen Energy")));
            })));
  }

  @Test
  void aUserWithNothingButWhatAUserMustHave() {
    check(
        client -> {
          UserDetail user = client.user(USER);

          assertThat(user.role()).isNull();
          assertThat(user.nominee()).isNull();
          assertThat(user.language()).isNull();
        },
        response(
            asking("a user with a bare profile", BARE).get(ONE, "/api/user/" + TENANT + "/" + USER),
            200,
            object(user -> {
              detail(user);
              user.nullValue("Role").nullValue("Nominee").nullValue("Language");
            })));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PWDRESET", "SUSPENDED"})
  void aUserWhoIsNotActive(String status) {
    check(
        client -> assertThat(client.user(USER).status()).isEqualTo(status),
        response(
            asking("a user who is " + status, BARE, Map.of("status", status))
                .get(ONE, "/api/user/" + TENANT + "/" + USER),
            200,
            object(user -> user.uuid("Id", USER).stringValue("Status", status))));
  }

  @Test
  void aNomineeWithoutBeginningOrEnd() {
    check(
        client ->
            assertThat(client.user(USER).nominee())
                .hasAllNullFieldsOrPropertiesExcept("id", "name"),
        response(
            asking("a user with a nominee for ever", "a tenant user with a nominee for ever")
                .get(ONE, "/api/user/" + TENANT + "/" + USER),
            200,
            object(user ->
                user.object(
                    "Nominee",
                    nominee ->
                        nominee
                            .uuid("Id", JOHN)
                            .stringType("Name", "John Doe")
                            .nullValue("StartDate")
                            .nullValue("EndDate")))));
  }

  @Test
  void aNomineeOfAnotherTenantIsNotShown() {
    check(
        client -> assertThat(client.user(USER).nominee()).isNull(),
        response(
            asking("a user whose nominee is of another tenant", TWO_TENANTS)
                .get(ONE, "/api/user/" + TENANT + "/" + USER),
            200,
            object(user -> user.stringValue("LastName", "Doe").nullValue("Nominee"))));
  }

  @Test
  void aUserOfAnotherTenantIsUnknown() {
    check(
        TenantUserPactTest::assertUnknownUser,
        response(
            asking("a user of another tenant", TWO_TENANTS)
                .get(
                    "/api/user/${tenant_id}/${foreign_user_id}",
                    "/api/user/" + TENANT + "/" + USER),
            400,
            error(3, "Unknown user")));
  }

  @Test
  void aUserWhoDoesNotExistIsUnknown() {
    check(
        TenantUserPactTest::assertUnknownUser,
        response(
            asking("a user who does not exist", WITH_USERS)
                .get("/api/user/${tenant_id}/" + USER, "/api/user/" + TENANT + "/" + USER),
            400,
            error(3, "Unknown user")));
  }

  @Test
  void anUnknownKeyIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.user(USER))
                .withMessageContaining(DENIED),
        response(
            asking("a user with an unknown key", UNKNOWN_KEY)
                .get(ONE, "/api/user/" + TENANT + "/" + USER),
            401,
            denied()));
  }

  private static void assertUnknownUser(CompleatClient client) {
    assertThatExceptionOfType(UnknownUserException.class)
        .isThrownBy(() -> client.user(USER))
        .satisfies(refused -> assertThat(refused.errorCode()).hasValue(3));
  }

  private static String moment(String day) {
    return day + "T00:00:00(\\.0+)?Z";
  }

  private static void detail(LambdaDslObject user) {
    user.valueFromProviderState("TenantId", "${tenant_id}", TENANT.toString())
        .valueFromProviderState("Id", "${user_id}", USER.toString())
        .stringValue("FirstName", "Jane")
        .stringValue("LastName", "Doe")
        .stringMatcher("Email", "jane\\.doe.*@.+", "jane.doe@example.org")
        .stringValue("Status", "ACTIVE");
    metaData(user);
  }
}
