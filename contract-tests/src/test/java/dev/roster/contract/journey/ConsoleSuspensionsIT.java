package dev.roster.contract.journey;

import static dev.roster.contract.journey.ConsoleCalls.AUDIT;
import static dev.roster.contract.journey.ConsoleCalls.ME;
import static dev.roster.contract.journey.ConsoleCalls.SUSPENSIONS;
import static dev.roster.contract.journey.ConsoleCalls.assertRefused;
import static dev.roster.contract.journey.ConsoleCalls.each;
import static dev.roster.contract.journey.ConsoleCalls.items;
import static dev.roster.contract.journey.ConsoleCalls.next;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Check;
import dev.roster.contract.InReport;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The suspended members that the console lists: who they are, until when, and in which pages. */
@ExtendWith(SharedServer.class)
@InReport(check = Check.JOURNEYS, document = RosterAlignment.CONSOLE)
class ConsoleSuspensionsIT {
  private static final String HISTORY = "a workspace with a long history";

  /** A member of the workspace of the state, who has a token. */
  private record Member(ConsoleCalls calls) {
    private JsonNode profile() {
      return BareRequests.json(calls.get("editor_token", ME));
    }

    private boolean isServed() {
      return calls.get("editor_token", "/console/api/tokens").statusCode() == 200;
    }
  }

  @Test
  @Tag("promise:console-suspensions")
  void aMemberIsListedFromTheSuspensionToItsEnd() {
    try (ConsoleCalls calls = ConsoleCalls.in("a company in both contracts")) {
      Member grace = new Member(calls);
      JsonNode profile = grace.profile();
      String address = profile.path("email").asText();
      assertThat(items(calls.get(SUSPENSIONS))).isEmpty();

      assertThat(SharedServer.roster().suspend(address)).isTrue();

      assertThat(grace.isServed()).isFalse();
      for (String token : List.of("token", "admin_token", "read_token")) {
        List<JsonNode> listed = items(calls.get(token, SUSPENSIONS));
        assertThat(listed).as(token).hasSize(1);
        assertThat(listed.getFirst().path("id")).isEqualTo(profile.path("id"));
        assertThat(listed.getFirst().path("name").asText()).isEqualTo("Grace Hopper");
      }
      assertRefused(calls.get("viewer_token", SUSPENSIONS), 403, null);

      assertThat(SharedServer.roster().reinstate(address)).isTrue();

      assertThat(grace.isServed()).isTrue();
      assertThat(items(calls.get(SUSPENSIONS))).isEmpty();
    }
  }

  /** The member left Green Grocers, and Closed Caterers is not the workspace of the caller. */
  @Test
  @Tag("promise:console-suspensions")
  @Tag("promise:console-others")
  void whoIsNoMemberOfTheWorkspaceIsNotListed() {
    try (ConsoleCalls calls = ConsoleCalls.in("a user without access to a company")) {
      assertThat(items(calls.get(SUSPENSIONS))).isEmpty();
    }
  }

  @Test
  @Tag("promise:console-suspensions")
  void theStatusOfTheCompleatContractIsNoSuspension() {
    try (ConsoleCalls calls = ConsoleCalls.in("a company with members of every kind")) {
      assertThat(each(calls.get(SUSPENSIONS), "name")).containsExactly("Hank Off");
      assertThat(each(calls.get(SUSPENSIONS), "id")).containsExactly(calls.value("suspended_id"));
      assertRefused(calls.get("suspended_token", SUSPENSIONS), 401, null);
    }
  }

  @Test
  @Tag("promise:console-suspensions")
  @Tag("promise:console-lists")
  void pagesFollowEachOtherByTheIdsOfTheUsersList() {
    try (ConsoleCalls calls = ConsoleCalls.in(HISTORY)) {
      JsonNode users = BareRequests.json(calls.get("/api/accounts/users/?limit=1000"));
      List<String> members =
          StreamSupport.stream(users.spliterator(), false)
              .filter(user -> user.path("first_name").asText().equals("Member"))
              .map(user -> user.path("id").asText())
              .toList();
      HttpResponse<String> first = calls.get(SUSPENSIONS + "?limit=100");
      HttpResponse<String> last = calls.get(SUSPENSIONS + "?cursor=" + next(first));

      assertThat(members).hasSize(101);
      assertThat(each(calls.get(SUSPENSIONS), "id")).isEqualTo(members.subList(0, 25));
      assertThat(each(first, "id")).isEqualTo(members.subList(0, 100));
      assertThat(each(last, "id")).isEqualTo(members.subList(100, 101));
      assertThat(next(last)).isNull();
      assertThat(next(first)).isEqualTo(calls.value("suspensions_cursor"));
    }
  }

  @Test
  @Tag("promise:console-lists")
  void aCursorOfAnotherListOrWorkspaceIsRefused() {
    try (ConsoleCalls calls = ConsoleCalls.in(HISTORY);
        ConsoleCalls other = ConsoleCalls.in(HISTORY)) {
      for (String cursor :
          List.of(
              calls.value("audit_cursor"),
              calls.value("invitations_cursor"),
              other.value("suspensions_cursor"))) {
        assertRefused(calls.get(SUSPENSIONS + "?cursor=" + cursor), 400, null);
      }
      assertRefused(calls.get(AUDIT + "?cursor=" + calls.value("suspensions_cursor")), 400, null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "cursor=x", "limit=1&limit=101"})
  @Tag("promise:console-lists")
  void theListRefusesWhatTheOthersRefuse(String query) {
    try (ConsoleCalls calls = ConsoleCalls.in("a caller")) {
      assertRefused(calls.get(SUSPENSIONS + "?" + query), 400, null);
    }
  }

  @Test
  @Tag("promise:console-parameters")
  void theListReadsParametersInTheSameWay() {
    try (ConsoleCalls calls = ConsoleCalls.in(HISTORY)) {
      assertThat(items(calls.get(SUSPENSIONS + "?limit=3&limit=2&state=x"))).hasSize(2);
      assertThat(items(calls.get(SUSPENSIONS + "?limit=2&limit=&cursor="))).hasSize(25);
    }
  }
}
