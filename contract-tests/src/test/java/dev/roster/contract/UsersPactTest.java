package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.exactlyOne;
import static dev.roster.contract.ConsumerPact.response;
import static dev.roster.contract.CoolsetPact.UNKNOWN_TOKEN;
import static dev.roster.contract.CoolsetPact.asking;
import static dev.roster.contract.CoolsetPact.authGroup;
import static dev.roster.contract.CoolsetPact.check;
import static dev.roster.contract.CoolsetPact.detail;
import static dev.roster.contract.CoolsetPact.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.LambdaDsl;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import dev.roster.client.ForbiddenException;
import dev.roster.client.Page;
import dev.roster.client.UnauthorizedException;
import dev.roster.client.ValidationException;
import dev.roster.coolset.model.User;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of users; the caller as a user is the matter of {@link ProfilePactTest}. */
@ExtendWith(WrittenPacts.class)
class UsersPactTest {
  private static final String PATH = "/api/accounts/users/";
  private static final String FORBIDDEN = "You do not have permission to perform this action.";

  @Test
  void aPageOfUsers() {
    check(
        client -> {
          Page<User> page = client.users().page(null, 1, 0);

          assertThat(page.total()).hasValue(3);
          assertThat(page.items()).hasSize(1);
          assertThat(page.items().getFirst()).hasNoNullFieldsOrProperties();
        },
        counted(
            asking("a page of users", "a caller").get(PATH).query("limit=1&offset=0"),
            3,
            exactlyOne(CoolsetPact::user)));
  }

  @Test
  void aUserWithNothingButWhatAUserMustHave() {
    check(
        client ->
            assertThat(client.users().page(null, 2, 0).items())
                .extracting(User::jobTitle)
                .containsExactly((String) null),
        counted(
            asking("users with bare profiles", "a caller with a bare profile")
                .get(PATH)
                .query("limit=2&offset=0"),
            1,
            exactlyOne(CoolsetPact::bareUser)));
  }

  @Test
  void aWalkOverTheUsers() {
    check(
        client ->
            assertThat(client.users().stream())
                .extracting(User::lastName)
                .containsExactly("Lovelace", "Hopper", "Somerville"),
        counted(
                asking("the first of two pages of users", "a caller")
                    .get(PATH)
                    .query("limit=2&offset=0"),
                3,
                LambdaDsl.newJsonArray(array ->
                        array
                            .object(o -> user(o, "Lovelace", "OWNER"))
                            .object(o -> user(o, "Hopper", "EDITOR")))
                    .build())
            .matchHeader(
                "Link",
                "<https?://.+[?&]offset=2.*>; rel=\"next\"",
                "<http://localhost" + PATH + "?limit=2&offset=2>; rel=\"next\""),
        counted(
            asking("the last of two pages of users", "a caller")
                .get(PATH)
                .query("limit=2&offset=2"),
            3,
            exactlyOne(o -> user(o, "Somerville", "VIEWER"))));
  }

  @Test
  void usersBySearchTerms() {
    check(
        client ->
            assertThat(client.users().stream("GRACE hop"))
                .extracting(User::lastName)
                .containsExactly("Hopper"),
        counted(
            asking("users by search terms", "a caller")
                .get(PATH)
                .query("search=GRACE hop&limit=2&offset=0"),
            1,
            exactlyOne(o -> user(o, "Hopper", "EDITOR"))));
  }

  @Test
  void usersByAPartOfTheAddress() {
    check(
        client ->
            assertThat(client.users().stream("grace.HOPPER"))
                .extracting(User::lastName)
                .containsExactly("Hopper"),
        counted(
            asking("users by a part of the address", "a caller")
                .get(PATH)
                .query("search=grace.HOPPER&limit=2&offset=0"),
            1,
            exactlyOne(o -> user(o, "Hopper", "EDITOR"))));
  }

  @Test
  void aCallerWhoMayNotViewUsersIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(ForbiddenException.class)
                .isThrownBy(() -> client.users().page(null, 2, 0))
                .withMessageContaining(FORBIDDEN),
        response(
            asking("users without view_user", "a caller who may not view users")
                .get(PATH)
                .query("limit=2&offset=0"),
            403,
            detail(FORBIDDEN)));
  }

  @Test
  void aCallerWithoutACompanyIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(ForbiddenException.class)
                .isThrownBy(() -> client.users().page(null, 2, 0)),
        response(
            asking("users without a company", "a caller without a company")
                .get(PATH)
                .query("limit=2&offset=0"),
            403,
            detail(FORBIDDEN)));
  }

  @Test
  void aSearchForWhatNoTextHasIsRefused() {
    String message = "Null characters are not allowed.";
    check(
        client ->
            assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> client.users().page("\0", 2, 0))
                .withMessageContaining(message),
        response(
            asking("users by a search with NUL", "a caller")
                .get(PATH)
                .query("search=\0&limit=2&offset=0"),
            400,
            LambdaDsl.newJsonArray(messages -> messages.stringValue(message)).build()));
  }

  @Test
  void anUnknownTokenIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.users().page(null, 2, 0)),
        response(
            asking("users with an unknown token", UNKNOWN_TOKEN)
                .get(PATH)
                .query("limit=2&offset=0"),
            401,
            detail("Invalid token.")));
  }

  private static PactDslResponse counted(PactDslRequestWithPath request, int total, DslPart body) {
    return response(request, 200, body).headers(Map.of("X-Total-Count", "" + total));
  }

  private static void user(LambdaDslObject user, String lastName, String role) {
    person(user);
    user.stringValue("last_name", lastName).object("auth_group", group -> authGroup(group, role));
  }
}
