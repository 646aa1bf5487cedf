package dev.roster.contract;

import static dev.roster.contract.CompleatPact.DENIED;
import static dev.roster.contract.CompleatPact.TENANT;
import static dev.roster.contract.CompleatPact.TWO_TENANTS;
import static dev.roster.contract.CompleatPact.UNKNOWN_KEY;
import static dev.roster.contract.CompleatPact.WITH_USERS;
import static dev.roster.contract.CompleatPact.asking;
import static dev.roster.contract.CompleatPact.askingWithoutKey;
import static dev.roster.contract.CompleatPact.check;
import static dev.roster.contract.CompleatPact.checkSending;
import static dev.roster.contract.CompleatPact.denied;
import static dev.roster.contract.CompleatPact.error;
import static dev.roster.contract.CompleatPact.metaData;
import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import dev.roster.client.UnauthorizedException;
import dev.roster.client.UnknownCompanyException;
import dev.roster.compleat.model.UserSummary;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WrittenPacts.class)
class TenantUsersPactTest {
  private static final String USERS = "/api/users/${tenant_id}/";
  private static final UUID COMPANY = UUID.fromString("8d4bb975-eade-42fd-a064-bf448e493c1e");
  private static final UUID USER = UUID.fromString("a769e820-10ff-4c96-ad9f-718b295c1aef");

  private record User(String firstName, String lastName, String role) {}

  private static final Map<String, User> USERS_OF_STATE =
      Map.of(
          "PWDRESET", new User("John", "Doe", "Finance Controller"),
          "SUSPENDED", new User("John", "Smith", "Operator"),
          "ACTIVE", new User("Jane", "Doe", "Finance Director"));

  @Test
  void allUsersOfATenant() {
    check(
        client -> {
          List<UserSummary> users = client.users();

          assertThat(users).hasSize(3).allSatisfy(u -> assertThat(u).hasNoNullFieldsOrProperties());
          assertThat(users)
              .extracting(UserSummary::status)
              .containsExactly("PWDRESET", "SUSPENDED", "ACTIVE");
        },
        response(
            asking("all users of a tenant", WITH_USERS)
                .get(USERS + "null", "/api/users/" + TENANT + "/null"),
            200,
            object(list -> {
              list.numberValue("Count", 3)
                  .array(
                      "Users",
                      users ->
                          users
                              .object(u -> summary(u, "PWDRESET"))
                              .object(u -> summary(u, "SUSPENDED"))
                              .object(u -> summary(u, "ACTIVE")));
              metaData(list);
            })));
  }

  @Test
  void aUserWithoutARole() {
    check(
        client ->
            assertThat(client.users()).extracting(UserSummary::role).containsExactly((String) null),
        response(
            asking("all users where one has no role", "a tenant user with a bare profile")
                .get(USERS + "null", "/api/users/" + TENANT + "/null"),
            200,
            object(list ->
                list.numberValue("Count", 1)
                    .array("Users", users -> users.object(u -> u.nullValue("Role"))))));
  }

  @Test
  void aUserWhoIsNotActive() {
    check(
        client -> assertThat(client.users()).extracting(UserSummary::active).containsExactly(false),
        response(
            asking(
                    "all users where one is not active",
                    "a tenant user with a bare profile",
                    Map.of("active", "false"))
                .get(USERS + "null", "/api/users/" + TENANT + "/null"),
            200,
            object(list ->
                list.numberValue("Count", 1)
                    .array("Users", users -> users.object(u -> u.booleanValue("Active", false))))));
  }

  @Test
  void theUsersWithAccessToACompany() {
    check(
        client ->
            assertThat(client.usersWithAccessTo(COMPANY))
                .extracting(UserSummary::status)
                .containsExactly("PWDRESET", "ACTIVE"),
        response(
            asking("the users with access to a company", WITH_USERS)
                .get(USERS + "${company_id}", "/api/users/" + TENANT + "/" + COMPANY),
            200,
            object(list -> {
              list.numberValue("Count", 2)
                  .array(
                      "Users",
                      users ->
                          users
                              .object(u -> summary(u, "PWDRESET"))
                              .object(u -> summary(u, "ACTIVE")));
              metaData(list);
            })));
  }

  @Test
  void aCompanyOfAnotherTenantIsUnknown() {
    check(
        client ->
            assertThatExceptionOfType(UnknownCompanyException.class)
                .isThrownBy(() -> client.usersWithAccessTo(COMPANY))
                .satisfies(refused -> assertThat(refused.errorCode()).hasValue(2)),
        response(
            asking("the users of a company of another tenant", TWO_TENANTS)
                .get(USERS + "${foreign_company_id}", "/api/users/" + TENANT + "/" + COMPANY),
            400,
            error(2, "Unknown company")));
  }

  @Test
  void anUnknownKeyIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(client::users)
                .withMessageContaining(DENIED),
        response(
            asking("all users with an unknown key", UNKNOWN_KEY)
                .get(USERS + "null", "/api/users/" + TENANT + "/null"),
            401,
            denied()));
  }

  @Test
  void aKeyOfAnotherTenantIsRefused() {
    check(
        client -> assertThatExceptionOfType(UnauthorizedException.class).isThrownBy(client::users),
        response(
            asking("all users of another tenant", TWO_TENANTS)
                .get("/api/users/${foreign_tenant_id}/null", "/api/users/" + TENANT + "/null"),
            401,
            denied()));
  }

  /** The client always has a key, so its transport leaves it out. */
  @Test
  void noKeyAtAllIsRefused() {
    checkSending(
        request -> request.toBuilder().header("x-api-compleat-key", null).build(),
        client -> assertThatExceptionOfType(UnauthorizedException.class).isThrownBy(client::users),
        response(
            askingWithoutKey("all users without a key", WITH_USERS)
                .get(USERS + "null", "/api/users/" + TENANT + "/null"),
            401,
            denied()));
  }

  /** The user of the state who has this status; there is one for each. */
  private static void summary(LambdaDslObject user, String status) {
    User who = USERS_OF_STATE.get(status);
    user.uuid("Id", USER)
        .stringValue("FirstName", who.firstName())
        .stringValue("LastName", who.lastName())
        .stringMatcher("EmailAddress", ".+@.+", "jane.doe@example.org")
        .stringValue("Role", who.role())
        .stringValue("Status", status)
        .booleanValue("Active", true);
  }
}
