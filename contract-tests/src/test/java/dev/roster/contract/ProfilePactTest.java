package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;
import static dev.roster.contract.CoolsetPact.UNKNOWN_TOKEN;
import static dev.roster.contract.CoolsetPact.asking;
import static dev.roster.contract.CoolsetPact.askingAnonymously;
import static dev.roster.contract.CoolsetPact.askingAs;
import static dev.roster.contract.CoolsetPact.check;
import static dev.roster.contract.CoolsetPact.checkSending;
import static dev.roster.contract.CoolsetPact.detail;
import static dev.roster.contract.CoolsetPact.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import dev.roster.client.UnauthorizedException;
import dev.roster.coolset.model.Permission;
import dev.roster.coolset.model.User;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The caller as a user, from either operation. */
@ExtendWith(WrittenPacts.class)
class ProfilePactTest {
  private static final String ME = "/api/accounts/users/me/";
  private static final String BARE = "a caller with a bare profile";
  private static final String NO_COMPANY = "a caller without a company";
  private static final String OLD = "/api/accounts/user-config/";

  @Test
  void theCaller() {
    check(
        client -> {
          User me = client.users().me();

          assertThat(me).hasNoNullFieldsOrProperties();
          assertThat(me.userCompany()).hasNoNullFieldsOrProperties();
          assertThat(me.company()).hasNoNullFieldsOrProperties();
          assertThat(me.company().information()).isEqualTo(Map.of("industry", "retail"));
          assertThat(me.authGroup().name()).isEqualTo("OWNER");
        },
        response(asking("the caller", "a caller").get(ME), 200, object(CoolsetPact::user)));
  }

  @Test
  void thePermissionsOfAViewer() {
    check(
        client ->
            assertThat(client.users().me().authGroup().permissions())
                .containsExactly(new Permission("view_company"), new Permission("view_user")),
        response(
            askingAs("VIEWER", "the caller who is a viewer").get(ME),
            200,
            object(o ->
                o.object(
                    "auth_group",
                    group ->
                        group
                            .stringValue("name", "VIEWER")
                            .array(
                                "permissions",
                                all ->
                                    all.object(p -> p.stringValue("codename", "view_company"))
                                        .object(p -> p.stringValue("codename", "view_user")))))));
  }

  @Test
  void aCallerWithNothingButWhatAUserMustHave() {
    check(
        client -> {
          User me = client.users().me();

          assertThat(me.firebaseUid()).isNull();
          assertThat(me.userCompany().config()).isNull();
          assertThat(me.company().information()).isNull();
          assertThat(me.company().flags()).isEmpty();
        },
        response(
            asking("the caller with a bare profile", BARE).get(ME),
            200,
            object(CoolsetPact::bareUser)));
  }

  @Test
  void aCallerWithoutACompany() {
    check(
        client -> {
          User me = client.users().me();

          assertThat(me.company()).isNull();
          assertThat(me.userCompany()).isNull();
          assertThat(me.authGroup()).isNull();
          assertThat(me.activeUserCompanyId()).isNull();
        },
        response(
            asking("the caller without a company", NO_COMPANY).get(ME),
            200,
            object(ProfilePactTest::withoutCompany)));
  }

  private static void withoutCompany(LambdaDslObject user) {
    person(user);
    user.nullValue("active_user_company_id")
        .nullValue("user_company")
        .nullValue("company")
        .nullValue("auth_group");
  }

  @Test
  void anUnknownTokenIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.users().me())
                .withMessageContaining("Invalid token."),
        response(
            asking("the caller with an unknown token", UNKNOWN_TOKEN).get(ME),
            401,
            detail("Invalid token.")));
  }

  @Test
  void aDeactivatedCallerIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.users().me())
                .withMessageContaining("User inactive or deleted."),
        response(
            asking("the caller who is deactivated", "a deactivated caller").get(ME),
            401,
            detail("User inactive or deleted.")));
  }

  /** The client always has a token, so its transport leaves it out. */
  @Test
  void noTokenAtAllIsRefused() {
    checkSending(
        request -> request.toBuilder().header("Authorization", null).build(),
        client ->
            assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.users().me()),
        response(
                askingAnonymously("the caller without a token").get(ME),
                401,
                detail("Authentication credentials were not provided."))
            .headers(Map.of("WWW-Authenticate", "Bearer")));
  }

  @Test
  @SuppressWarnings("deprecation")
  void theCallerFromTheOldOperation() {
    check(
        client -> assertThat(client.users().profile()).hasNoNullFieldsOrProperties(),
        response(
                asking("the caller from the old operation", "a caller").get(OLD),
                200,
                object(CoolsetPact::user))
            // Sunset, too; but Pact cuts a header at each comma, and an HTTP date has one
            .matchHeader("Deprecation", "@\\d+", "@1793491200")
            .matchHeader(
                "Link",
                "<.+>; rel=\"successor-version\"",
                "</api/accounts/users/me/>; rel=\"successor-version\""));
  }

  @Test
  @SuppressWarnings("deprecation")
  void aCallerWithNothingButWhatAUserMustHaveFromTheOldOperation() {
    check(
        client -> assertThat(client.users().profile().jobTitle()).isNull(),
        response(
            asking("the caller with a bare profile from the old operation", BARE).get(OLD),
            200,
            object(CoolsetPact::bareUser)));
  }

  @Test
  @SuppressWarnings("deprecation")
  void aCallerWithoutACompanyFromTheOldOperation() {
    check(
        client -> assertThat(client.users().profile().company()).isNull(),
        response(
            asking("the caller without a company from the old operation", NO_COMPANY).get(OLD),
            200,
            object(ProfilePactTest::withoutCompany)));
  }

  @Test
  @SuppressWarnings("deprecation")
  void theOldOperationRefusesAnUnknownToken() {
    check(
        client ->
            assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.users().profile()),
        response(
            asking("the caller from the old operation with an unknown token", UNKNOWN_TOKEN)
                .get(OLD),
            401,
            detail("Invalid token.")));
  }
}
