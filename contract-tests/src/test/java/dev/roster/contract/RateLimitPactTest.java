package dev.roster.contract;

import static dev.roster.contract.CompleatPact.TENANT;
import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import dev.roster.client.CompanyFilter;
import dev.roster.client.RateLimitedException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of both contracts can be one too many, and its refusal says when to come back. */
@ExtendWith(WrittenPacts.class)
class RateLimitPactTest {
  private static final String ACCOUNTS = "/api/accounts/";
  private static final String PAGE = "limit=2&offset=0";
  private static final UUID ID = UUID.fromString("497f6eca-6276-4993-bfeb-53cbbbba6f08");
  private static final int WAIT = 30;

  private static Arguments coolset(
      String name, CoolsetPact.Trial call, Function<Asking, PactDslRequestWithPath> request) {
    return arguments(name, call, request);
  }

  static Stream<Arguments> callsOfCoolset() {
    return Stream.of(
        coolset(
            "companies",
            client -> client.companies().page(CompanyFilter.builder().build(), 2, 0),
            asking -> asking.get(ACCOUNTS + "companies/").query(PAGE)),
        coolset(
            "countries",
            client -> client.countries().all(),
            asking -> asking.get(ACCOUNTS + "countries/")),
        coolset(
            "a country",
            client -> client.countries().byCode("NL"),
            asking -> asking.get(ACCOUNTS + "countries/NL/")),
        coolset(
            "an invitation",
            client -> client.invitations().invite("alan@example.org", 3),
            asking ->
                asking.post(
                    ACCOUNTS + "invitations/",
                    object(o ->
                        o.stringValue("email", "alan@example.org").numberValue("auth_group", 3)))),
        coolset(
            "what became of an invitation",
            client -> client.invitations().byId(ID),
            asking -> asking.get(ACCOUNTS + "invitations/" + ID + "/")),
        coolset(
            "the profile",
            client -> client.users().profile(),
            asking -> asking.get(ACCOUNTS + "user-config/")),
        coolset(
            "users",
            client -> client.users().page(null, 2, 0),
            asking -> asking.get(ACCOUNTS + "users/").query(PAGE)),
        coolset(
            "the caller",
            client -> client.users().me(),
            asking -> asking.get(ACCOUNTS + "users/me/")),
        coolset(
            "workspaces",
            client -> client.workspaces().page(2, 0),
            asking -> asking.get(ACCOUNTS + "workspaces/").query(PAGE)),
        coolset(
            "a switch",
            client -> client.workspaces().switchTo(7),
            asking ->
                asking.post(
                    ACCOUNTS + "workspaces/switch/", object(o -> o.numberValue("company_id", 7)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("callsOfCoolset")
  void aTokenThatAskedTooOftenIsToldWhenToComeBack(
      String name, CoolsetPact.Trial call, Function<Asking, PactDslRequestWithPath> request) {
    Asking asking =
        CoolsetPact.asking(
            name + " beyond the rate limit", "a caller who has used up the rate limit");
    DslPart refusal =
        object(o ->
            o.stringMatcher(
                "detail",
                "Request was throttled\\. Expected available in \\d+ seconds?\\.",
                "Request was throttled. Expected available in " + WAIT + " seconds."));

    CoolsetPact.check(
        client -> refused(() -> call.run(client)),
        tooMany(request.apply(asking), refusal)
            .matchHeader("X-RateLimit-Limit", "\\d+", "1000")
            .matchHeader("X-RateLimit-Remaining", "0", "0")
            .matchHeader("X-RateLimit-Reset", "\\d+", "1795000000"));
  }

  static Stream<Arguments> callsOfCompleat() {
    return Stream.of(
        arguments(
            "users",
            (CompleatPact.Trial) client -> client.users(),
            "/api/users/${tenant_id}/null",
            "/api/users/" + TENANT + "/null"),
        arguments(
            "a user",
            (CompleatPact.Trial) client -> client.user(ID),
            "/api/user/${tenant_id}/" + ID,
            "/api/user/" + TENANT + "/" + ID));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("callsOfCompleat")
  void aKeyThatAskedTooOftenIsToldWhenToComeBack(
      String name, CompleatPact.Trial call, String path, String example) {
    Asking asking =
        CompleatPact.asking(
            name + " of a tenant beyond the rate limit",
            "a tenant that has used up the rate limit");
    DslPart refusal =
        object(o ->
            o.numberValue("statusCode", 429)
                .stringMatcher(
                    "message",
                    "Rate limit is exceeded\\. Try again in \\d+ seconds\\.",
                    "Rate limit is exceeded. Try again in " + WAIT + " seconds."));

    CompleatPact.check(
        client -> refused(() -> call.run(client)), tooMany(asking.get(path, example), refusal));
  }

  private static PactDslResponse tooMany(PactDslRequestWithPath request, DslPart refusal) {
    return response(request, 429, refusal)
        .matchHeader("Retry-After", "[1-9]\\d*", Integer.toString(WAIT));
  }

  private static void refused(ThrowingCallable call) {
    RateLimitedException refusal = catchThrowableOfType(RateLimitedException.class, call);

    assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(WAIT));
  }
}
