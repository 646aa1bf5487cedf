package dev.roster.contract.journey;

import static dev.roster.contract.journey.BareRequests.header;
import static dev.roster.contract.journey.ConsoleCalls.AUDIT;
import static dev.roster.contract.journey.ConsoleCalls.INVITATIONS;
import static dev.roster.contract.journey.ConsoleCalls.ME;
import static dev.roster.contract.journey.ConsoleCalls.ROLES;
import static dev.roster.contract.journey.ConsoleCalls.SUSPENSIONS;
import static dev.roster.contract.journey.ConsoleCalls.TOKENS;
import static dev.roster.contract.journey.ConsoleCalls.assertRefused;
import static dev.roster.contract.journey.ConsoleCalls.each;
import static dev.roster.contract.journey.ConsoleCalls.items;
import static dev.roster.contract.journey.ConsoleCalls.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.contract.InReport;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of requests to the console: parameters and their neighbours, pages, the order of the
 * checks, and what counts against the rate limit.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InReport(check = Check.SERVER_DOCUMENT, document = RosterAlignment.CONSOLE)
class ConsoleRequestsIT {
  /** Names of the invitations of the state, the newest first. */
  private static final List<String> NEWEST_FIRST =
      List.of(
          "admin",
          "endless",
          "pending",
          "accepted",
          "revoked",
          "expired",
          "owner",
          "replaced",
          "declined");

  private static final String NOBODYS = "00000000-0000-0000-0000-000000000000";

  private ConsoleCalls calls;

  @BeforeAll
  void set() {
    calls = ConsoleCalls.in("invitations of every kind");
  }

  @AfterAll
  void close() {
    calls.close();
  }

  private List<String> ids(List<String> names) {
    return names.stream().map(name -> calls.value(name + "_id")).toList();
  }

  private List<String> listed(String query) {
    return each(calls.get(INVITATIONS + query), "id");
  }

  @ParameterizedTest
  @CsvSource({
    "pending, 'admin,endless,pending'",
    "accepted, 'accepted,owner'",
    "declined, declined",
    "revoked, revoked",
    "expired, 'expired,replaced'"
  })
  @Tag("promise:console-state")
  void aStateSelectsTheInvitationsInIt(String state, String names) {
    HttpResponse<String> response = calls.get(INVITATIONS + "?state=" + state);

    assertThat(each(response, "id")).isEqualTo(ids(List.of(names.split(","))));
    assertThat(each(response, "state")).containsOnly(state);
    assertThat(next(response)).isNull();
  }

  @Test
  @Tag("promise:console-lists")
  @Tag("promise:console-others")
  void withoutAStateTheListHasAllOfTheWorkspaceTheNewestFirst() {
    assertThat(listed("")).isEqualTo(ids(NEWEST_FIRST));
    assertThat(each(calls.get("admin_token", INVITATIONS), "id")).isEqualTo(ids(NEWEST_FIRST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state=PENDING",
        "state=Pending",
        "state=all",
        "state=pending,revoked",
        "state=%20pending",
        "state=replaced",
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=%2B5",
        "limit=1.0",
        "limit=1e1",
        "limit=five",
        "limit=%205",
        "limit=9999999999",
        "cursor=nonsense",
        "cursor=aW52aXRhdGlvbnM",
        "limit=2&limit=0",
        "state=pending&state=PENDING"
      })
  @Tag("promise:console-state")
  @Tag("promise:console-lists")
  @Tag("promise:console-parameters")
  void aValueThatIsNoneIsRefused(String query) {
    assertRefused(calls.get(INVITATIONS + "?" + query), 400, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state=pending&state=accepted",
        "state=nonsense&state=accepted",
        "state=&state=accepted",
        "state=accepted&limit=",
        "state=accepted&cursor=",
        "state=accepted&limit=1&limit=100",
        "state=accepted&limit=0&limit=2",
        "state=accepted&limit=1&limit=",
        "state=accepted&cursor=nonsense&cursor=",
        "state=accepted&State=pending&LIMIT=0&Cursor=x&offset=1&page=2&search=x&ordering=id&x",
        "state=%61ccepted",
        "&&state=accepted&"
      })
  @Tag("promise:console-parameters")
  void aParameterWithoutAValueIsNotAppliedAndOfARepeatedOneTheLastCounts(String query) {
    assertThat(listed("?" + query)).isEqualTo(ids(List.of("accepted", "owner")));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "8, 8", "100, 9"})
  @Tag("promise:console-lists")
  void aLimitIsTheMostThatAPageHas(String limit, int size) {
    HttpResponse<String> page = calls.get(INVITATIONS + "?limit=" + limit);

    assertThat(each(page, "id")).isEqualTo(ids(NEWEST_FIRST).subList(0, size));
    assertThat(next(page) == null).isEqualTo(size == NEWEST_FIRST.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "state=pending&"})
  @Tag("promise:console-lists")
  void pagesOfOneShowEachEntryOnce(String state) {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      HttpResponse<String> page = calls.get(INVITATIONS + "?" + state + "limit=1&cursor=" + cursor);
      seen.addAll(each(page, "id"));
      cursor = next(page);
    }

    assertThat(seen).isEqualTo(ids(state.isEmpty() ? NEWEST_FIRST : NEWEST_FIRST.subList(0, 3)));
  }

  @Test
  @Tag("promise:console-lists")
  void aLongListHasPagesOfTwentyFiveWhichNewEntriesDoNotMove() {
    try (ConsoleCalls history = ConsoleCalls.in("a workspace with a long history")) {
      List<String> all = each(history.get(INVITATIONS + "?limit=100"), "id");
      List<String> events = each(history.get(AUDIT + "?limit=100"), "id");
      HttpResponse<String> first = history.get(INVITATIONS);
      HttpResponse<String> firstEvents = history.get(AUDIT);
      assertThat(
              history
                  .invite("token", "new." + history.value("user_id") + "@example.org", 3)
                  .statusCode())
          .isEqualTo(201);

      assertThat(all).hasSize(30).doesNotHaveDuplicates();
      assertThat(each(first, "id")).isEqualTo(all.subList(0, 25));
      HttpResponse<String> second = history.get(INVITATIONS + "?cursor=" + next(first));
      assertThat(each(second, "id")).isEqualTo(all.subList(25, 30));
      assertThat(next(second)).isNull();
      assertThat(events).hasSize(30).doesNotHaveDuplicates();
      assertThat(each(firstEvents, "id")).isEqualTo(events.subList(0, 25));
      assertThat(each(history.get(AUDIT + "?cursor=" + next(firstEvents)), "id"))
          .isEqualTo(events.subList(25, 30));
      assertThat(items(history.get(INVITATIONS + "?limit=100"))).hasSize(31);
    }
  }

  @Test
  @Tag("promise:console-lists")
  void aCursorOfAnotherListIsRefused() {
    String all = next(calls.get(INVITATIONS + "?limit=1"));
    String pending = next(calls.get(INVITATIONS + "?state=pending&limit=1"));
    String accepted = next(calls.get(INVITATIONS + "?state=accepted&limit=1"));
    try (ConsoleCalls other = ConsoleCalls.in("a workspace with a long history")) {
      String foreign = next(other.get(INVITATIONS));
      String events = next(other.get(AUDIT));

      assertThat(List.of(all, pending, accepted, foreign, events)).doesNotHaveDuplicates();
      for (String query :
          List.of(
              "?cursor=" + pending,
              "?state=pending&cursor=" + all,
              "?state=pending&cursor=" + accepted,
              "?state=accepted&cursor=" + pending,
              "?cursor=" + foreign,
              "?cursor=" + events)) {
        assertRefused(calls.get(INVITATIONS + query), 400, null);
      }
      assertRefused(calls.get(AUDIT + "?cursor=" + all), 400, null);
      assertRefused(calls.get(AUDIT + "?cursor=" + events), 400, null);
      assertRefused(other.get(AUDIT + "?cursor=" + foreign), 400, null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "cursor=x", "limit=1&limit=101"})
  @Tag("promise:console-lists")
  void theLogRefusesTheSame(String query) {
    assertRefused(calls.get(AUDIT + "?" + query), 400, null);
  }

  @Test
  @Tag("promise:console-parameters")
  void theLogReadsParametersInTheSameWay() {
    try (ConsoleCalls history = ConsoleCalls.in("a workspace with a long history")) {
      assertThat(items(history.get(AUDIT + "?limit=3&limit=2&state=x"))).hasSize(2);
      assertThat(items(history.get(AUDIT + "?limit=2&limit=&cursor="))).hasSize(25);
    }
  }

  /** Each request breaks the rule of its line and that of the next one. */
  @Test
  @Tag("promise:console-order")
  @Tag("promise:console-refusals")
  void checksRunInTheOrderOfTheDocument() {
    String[] text = {"Accept", "text/html"};
    assertRefused(calls.bare("GET", "/console/api/nothing", "", text), 404, null);
    assertRefused(calls.get("token", INVITATIONS + "/", text), 404, null);
    assertRefused(calls.bare("GET", INVITATIONS, "", text), 406, null);
    assertRefused(calls.bare("DELETE", INVITATIONS, ""), 401, null);
    assertRefused(calls.send("DELETE", "editor_token", INVITATIONS, ""), 405, null);
    assertRefused(calls.get("editor_token", INVITATIONS + "?limit=0"), 403, null);
    String nothing = INVITATIONS + "/" + NOBODYS + "/resend";
    String[] badKey = {"Idempotency-Key", "x".repeat(256)};
    assertRefused(calls.postAs("editor_token", nothing, badKey), 403, null);
    assertRefused(calls.postAs("read_token", nothing, badKey), 403, null);
    assertRefused(calls.post(nothing, badKey), 400, null);
    assertRefused(calls.post(calls.resend("owner"), badKey), 400, null);
    assertRefused(calls.post(nothing), 404, null);
    assertRefused(calls.post(calls.resend("owner")), 403, "role-above-own");
    assertRefused(calls.post(calls.revoke("owner")), 403, "role-above-own");
    assertRefused(calls.post(calls.resend("accepted")), 409, "invitation-ended");
  }

  @Test
  @Tag("promise:console-order")
  @Tag("promise:console-rate-limit")
  void theRateLimitComesBeforeMethodAndRightsAndAfterTheToken() {
    try (ConsoleCalls spent = ConsoleCalls.in("a caller who has used up the rate limit")) {
      assertRefused(spent.get("/console/api/nothing"), 404, null);
      assertRefused(spent.get("token", INVITATIONS, "Accept", "text/html"), 406, null);
      for (HttpResponse<String> response :
          List.of(
              spent.get(INVITATIONS + "?limit=0"),
              spent.get(TOKENS),
              spent.get(ROLES),
              spent.get(AUDIT),
              spent.get(SUSPENSIONS),
              spent.send("DELETE", "token", INVITATIONS, ""),
              spent.post(INVITATIONS + "/" + NOBODYS + "/revoke"))) {
        assertRefused(response, 429, null);
        assertThat(header(response, "X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(Long.parseLong(header(response, "Retry-After"))).isBetween(1L, 3600L);
      }
    }
  }

  @Test
  @Tag("promise:console-rate-limit")
  void requestsToBothContractsCountTogetherAndEachRefusalBehindTheTokenToo() {
    try (ConsoleCalls fresh = ConsoleCalls.in("a company in both contracts")) {
      long before = remaining(fresh.get("editor_token", ME));
      List<HttpResponse<String>> counted =
          List.of(
              fresh.get("editor_token", TOKENS),
              fresh.get("editor_token", INVITATIONS),
              fresh.get("editor_token", AUDIT),
              fresh.get("editor_token", SUSPENSIONS),
              fresh.send("DELETE", "editor_token", ROLES, ""),
              fresh.postAs("editor_token", INVITATIONS + "/" + NOBODYS + "/revoke"));
      assertThat(counted.stream().map(HttpResponse::statusCode))
          .containsExactly(200, 403, 403, 403, 405, 403);
      for (HttpResponse<String> response : counted) {
        assertThat(remaining(response)).as(response.body()).isEqualTo(--before);
        assertThat(header(response, "X-RateLimit-Limit")).isNotBlank();
        assertThat(header(response, "X-RateLimit-Reset")).isNotBlank();
      }
      assertThat(fresh.get("editor_token", "/console/api/nothing").statusCode()).isEqualTo(404);
      assertThat(fresh.get("editor_token", TOKENS, "Accept", "text/html").statusCode())
          .isEqualTo(406);
      assertThat(remaining(fresh.get("editor_token", ME))).isEqualTo(before - 1);
      assertThat(header(fresh.get("editor_token", TOKENS), "X-RateLimit-Reset"))
          .isEqualTo(header(fresh.get("editor_token", ME), "X-RateLimit-Reset"));
      assertThat(header(fresh.get("editor_token", TOKENS), "X-RateLimit-Limit"))
          .isEqualTo(header(fresh.get("editor_token", ME), "X-RateLimit-Limit"));
    }
  }

  private static long remaining(HttpResponse<String> response) {
    return Long.parseLong(header(response, "X-RateLimit-Remaining"));
  }

  @ParameterizedTest
  @ValueSource(strings = {AUDIT, INVITATIONS, ROLES, SUSPENSIONS, TOKENS})
  @Tag("promise:console-refusals")
  @Tag("promise:console-json")
  void aListAnswersGetAndHeadAlone(String path) {
    HttpResponse<String> refused = calls.send("PUT", "token", path, "");
    HttpResponse<String> got = calls.get(path);
    HttpResponse<String> head = calls.send("HEAD", "token", path, "");

    assertRefused(refused, 405, null);
    assertThat(header(refused, "Allow")).isEqualTo("GET, HEAD");
    assertThat(header(got, "Content-Type")).isEqualTo("application/json");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertRefused(calls.get(path + "/"), 404, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resend", "revoke"})
  @Tag("promise:console-refusals")
  void aChangeAnswersPostAlone(String change) {
    String path = INVITATIONS + "/" + calls.value("pending_id") + "/" + change;
    for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
      HttpResponse<String> refused = calls.send(method, "token", path, "");
      assertRefused(refused, 405, null);
      assertThat(header(refused, "Allow")).isEqualTo("POST");
    }
    assertRefused(calls.post(path + "/"), 404, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Basic YTpi", "Bearer nobody-has-this-token", "Token x"})
  @Tag("promise:console-refusals")
  @Tag("promise:console-rate-limit")
  void credentialsThatAreNoneAreRefused(String header) {
    String[] headers = header.isEmpty() ? new String[0] : new String[] {"Authorization", header};
    for (String path : List.of(AUDIT, INVITATIONS, ROLES, SUSPENSIONS, TOKENS)) {
      HttpResponse<String> refused = calls.bare("GET", path, "", headers);
      assertRefused(refused, 401, null);
      assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(refused.headers().map()).doesNotContainKey("x-ratelimit-remaining");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "*/*, 200",
    "application/*, 200",
    "'text/html, application/json;q=0.1', 200",
    "text/html, 406",
    "application/json;q=0, 406",
    "'*/*, application/json;q=0', 406",
    "application/problem+json, 406"
  })
  @Tag("promise:console-json")
  void acceptMustLeaveRoomForJson(String accept, int status) {
    HttpResponse<String> response = calls.get("token", TOKENS, "Accept", accept);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(header(response, "Content-Type")).isEqualTo("application/json");
  }

  @Test
  @Tag("promise:console-others")
  void whatBelongsToAnotherWorkspaceAnswersLikeWhatDoesNotExist() {
    for (String change : List.of("/resend", "/revoke")) {
      HttpResponse<String> nothing = calls.post(INVITATIONS + "/" + NOBODYS + change);
      assertRefused(nothing, 404, null);
      List<HttpResponse<String>> alike =
          Stream.of(calls.value("foreign_id"), calls.value("elsewhere_id"), "nonsense")
              .map(id -> calls.post(INVITATIONS + "/" + id + change))
              .toList();
      assertThat(alike)
          .allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).isEqualTo(nothing.body());
            assertThat(names(response)).isEqualTo(names(nothing));
          });
    }
  }

  private static List<String> names(HttpResponse<String> response) {
    return response.headers().map().keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "token, 200",
    "admin_token, 200",
    "read_token, 200",
    "editor_token, 403",
    "recruiter_token, 403",
    "write_token, 200"
  })
  @Tag("promise:console-administrators")
  @Tag("promise:console-tokens")
  void onlyOwnersAndAdminsSeeTheWorkspaceAndEverybodyTheirTokens(String token, int status) {
    assertThat(calls.get(token, INVITATIONS).statusCode()).isEqualTo(status);
    assertThat(calls.get(token, AUDIT).statusCode()).isEqualTo(status);
    assertThat(calls.get(token, SUSPENSIONS).statusCode()).isEqualTo(status);
    assertThat(calls.get(token, TOKENS).statusCode()).isEqualTo(200);
    assertThat(calls.get(token, ROLES).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"token, true", "admin_token, true", "recruiter_token, false", "editor_token, false"})
  @Tag("promise:console-roles")
  void theRolesAreThoseThatTheCallerMayInviteWith(String token, boolean admin) {
    try (ConsoleCalls own = ConsoleCalls.in("invitations of every kind")) {
      HttpResponse<String> response = own.get(token, ROLES);
      List<Long> ids = items(response).stream().map(role -> role.path("id").asLong()).toList();
      List<Long> invited =
          Stream.of(1L, 2L, 3L, 4L)
              .filter(role -> {
                String email = "role-" + role + "." + own.value("user_id") + "@example.org";
                return own.invite(token, email, role).statusCode() == 201;
              })
              .toList();

      assertThat(ids).isSorted().doesNotContain(1L);
      assertThat(ids.contains(2L)).isEqualTo(admin);
      assertThat(ids).contains(3L, 4L);
      assertThat(ids.stream().filter(id -> id <= 4).toList()).isEqualTo(invited);
      assertThat(each(response, "name")).contains("EDITOR", "VIEWER", "RECRUITER");
    }
  }
}
