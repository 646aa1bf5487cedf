package dev.roster.contract.journey;

import static dev.roster.contract.journey.BareRequests.header;
import static dev.roster.contract.journey.ConsoleCalls.AUDIT;
import static dev.roster.contract.journey.ConsoleCalls.INVITATIONS;
import static dev.roster.contract.journey.ConsoleCalls.INVITE;
import static dev.roster.contract.journey.ConsoleCalls.ROLES;
import static dev.roster.contract.journey.ConsoleCalls.assertRefused;
import static dev.roster.contract.journey.ConsoleCalls.body;
import static dev.roster.contract.journey.ConsoleCalls.each;
import static dev.roster.contract.journey.ConsoleCalls.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Check;
import dev.roster.contract.InProcessServer;
import dev.roster.contract.InReport;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Effects of the console's calls, seen by the links of mails, by the Coolset contract and by the
 * console; and what the console shows of what happened elsewhere.
 */
@ExtendWith(SharedServer.class)
@InReport(check = Check.JOURNEYS, document = RosterAlignment.CONSOLE)
class ConsoleEffectsIT {
  private static final Duration VALIDITY = Duration.ofDays(7);

  /** More than a test takes, less than what a wrong unit or zone would be off. */
  private static final long MINUTES = 5;

  private ConsoleCalls calls;

  @BeforeEach
  void set() {
    calls = ConsoleCalls.in("invitations of every kind");
  }

  @AfterEach
  void close() {
    calls.close();
  }

  private static InProcessServer roster() {
    return SharedServer.roster();
  }

  private JsonNode entry(String invitation) {
    return items(calls.get(INVITATIONS)).stream()
        .filter(item -> item.path("id").asText().equals(calls.value(invitation + "_id")))
        .findFirst()
        .orElseThrow();
  }

  private String secretOf(String invitation) {
    return roster().secretOf(UUID.fromString(calls.value(invitation + "_id")));
  }

  private boolean isActive(String invitation) {
    HttpResponse<String> read = calls.get(INVITE + calls.value(invitation + "_id") + "/");
    return body(read, 200).path("is_active").asBoolean();
  }

  private static Instant instant(JsonNode text) {
    return Instant.parse(text.asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "expired", "endless", "admin"})
  @Tag("promise:console-resend")
  void anInvitationThatIsSentAgainIsValidAsLongAsANewOneByItsNewLinkAlone(String name) {
    JsonNode before = entry(name);
    String old = secretOf(name);

    JsonNode resent = body(calls.post(calls.resend(name)), 200);

    assertThat(instant(resent.path("expires_at")))
        .isCloseTo(Instant.now().plus(VALIDITY), within(MINUTES, ChronoUnit.MINUTES));
    assertThat(resent.path("state").asText()).isEqualTo("pending");
    for (String kept : List.of("id", "email", "auth_group", "invited_by", "created_at")) {
      assertThat(resent.get(kept)).as(kept).isEqualTo(before.get(kept));
    }
    assertThat(resent.path("mail").asText()).isIn("waiting", "sent");
    assertThat(entry(name).path("expires_at")).isEqualTo(resent.path("expires_at"));
    assertThat(isActive(name)).isTrue();
    assertThat(calls.accept(old).statusCode()).isEqualTo(404);
    assertThat(calls.accept(secretOf(name)).statusCode()).isEqualTo(200);
    assertThat(entry(name).path("state").asText()).isEqualTo("accepted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "expired", "endless", "admin"})
  @Tag("promise:console-revoke")
  void theLinksOfARevokedInvitationStopWorking(String name) {
    JsonNode before = entry(name);
    String secret = secretOf(name);

    JsonNode revoked = body(calls.post(calls.revoke(name)), 200);

    assertThat(revoked.path("state").asText()).isEqualTo("revoked");
    for (String kept :
        List.of("id", "email", "auth_group", "invited_by", "created_at", "expires_at")) {
      assertThat(revoked.get(kept)).as(kept).isEqualTo(before.get(kept));
    }
    assertThat(calls.accept(secret).statusCode()).isEqualTo(404);
    assertThat(isActive(name)).isFalse();
    assertThat(entry(name).path("state").asText()).isEqualTo("revoked");
    assertThat(calls.invite("token", calls.value(name + "_email"), 3).statusCode())
        .as("room for a new one")
        .isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "accepted, 409, 409",
    "declined, 409, 409",
    "revoked, 409, 200",
    "replaced, 409, 409",
    "owner, 403, 403",
  })
  @Tag("promise:console-resend")
  @Tag("promise:console-revoke")
  void whatHasEndedStaysAsItIs(String name, int resend, int revoke) {
    JsonNode before = entry(name);

    HttpResponse<String> sent = calls.post(calls.resend(name));
    HttpResponse<String> ended = calls.post(calls.revoke(name));

    assertThat(List.of(sent.statusCode(), ended.statusCode())).containsExactly(resend, revoke);
    Stream.of(sent, ended)
        .filter(response -> response.statusCode() != 200)
        .forEach(response ->
            assertRefused(
                response,
                response.statusCode(),
                response.statusCode() == 409 ? "invitation-ended" : "role-above-own"));
    assertThat(entry(name)).isEqualTo(before);
    assertThat(items(calls.get(AUDIT))).isEmpty();
    assertThat(entry("pending").path("state").asText()).isEqualTo("pending");
  }

  @ParameterizedTest
  @ValueSource(strings = {"editor_token", "recruiter_token", "read_token"})
  @Tag("promise:console-administrators")
  void whoMayNotChangesNothing(String token) {
    JsonNode before = entry("pending");

    assertRefused(calls.postAs(token, calls.resend("pending")), 403, null);
    assertRefused(calls.postAs(token, calls.revoke("pending")), 403, null);

    assertThat(entry("pending")).isEqualTo(before);
    assertThat(items(calls.get(AUDIT))).isEmpty();
  }

  @Test
  @Tag("promise:console-administrators")
  void anAdminAndATokenToWriteChangeAsTheOwnerDoes() {
    assertThat(calls.postAs("admin_token", calls.resend("admin")).statusCode()).isEqualTo(200);
    assertThat(calls.postAs("write_token", calls.resend("pending")).statusCode()).isEqualTo(200);
    assertThat(calls.postAs("admin_token", calls.revoke("pending")).statusCode()).isEqualTo(200);

    List<JsonNode> events = items(calls.get(AUDIT));
    assertThat(events.stream().map(event -> event.path("action").asText()))
        .containsExactly("invitation.revoked", "invitation.resent", "invitation.resent");
    assertThat(events.stream().map(event -> event.path("actor").path("name").asText()))
        .containsExactly("Barbara Liskov", "Ada Lovelace", "Barbara Liskov");
  }

  @Test
  @Tag("promise:console-key")
  void aKeySendsOneMailAndTheAnswerIsTheInvitationAsItIsThen() {
    String[] key = {"Idempotency-Key", "console-" + UUID.randomUUID()};
    HttpResponse<String> first = calls.post(calls.resend("pending"), key);
    HttpResponse<String> quoted =
        calls.post(calls.resend("pending"), "Idempotency-Key", '"' + key[1] + '"');
    HttpResponse<String> other = calls.post(calls.resend("endless"), key);
    HttpResponse<String> invited = calls.invite("token", "x." + key[1] + "@example.org", 3, key);
    body(calls.post(calls.revoke("pending")), 200);
    HttpResponse<String> later = calls.post(calls.resend("pending"), key);

    assertThat(body(first, 200).path("state").asText()).isEqualTo("pending");
    assertThat(header(first, "Idempotent-Replayed")).isEmpty();
    assertThat(body(quoted, 200).path("expires_at")).isEqualTo(body(first, 200).get("expires_at"));
    assertThat(header(quoted, "Idempotent-Replayed")).isEqualTo("true");
    assertRefused(other, 409, "key-taken");
    assertThat(invited.statusCode()).as("another operation").isEqualTo(201);
    assertThat(header(invited, "Idempotent-Replayed")).isEmpty();
    assertThat(body(later, 200).path("state").asText()).isEqualTo("revoked");
    assertThat(header(later, "Idempotent-Replayed")).isEqualTo("true");
    assertThat(each(calls.get(AUDIT), "action"))
        .containsExactly("invitation.revoked", "invitation.created", "invitation.resent");
    assertThat(entry("endless").path("expires_at").isNull()).isTrue();
  }

  @Test
  @Tag("promise:console-key")
  void aKeyBelongsToItsSenderAndOneOfARefusedRequestIsFree() {
    String[] key = {"Idempotency-Key", "console-" + UUID.randomUUID()};

    assertRefused(calls.post(calls.resend("accepted"), key), 409, "invitation-ended");
    HttpResponse<String> own = calls.post(calls.resend("pending"), key);
    HttpResponse<String> others = calls.postAs("admin_token", calls.resend("pending"), key);

    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(header(own, "Idempotent-Replayed")).isEmpty();
    assertThat(others.statusCode()).isEqualTo(200);
    assertThat(header(others, "Idempotent-Replayed")).isEmpty();
    assertThat(each(calls.get(AUDIT), "action"))
        .containsExactly("invitation.resent", "invitation.resent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "\"\""})
  @Tag("promise:console-key")
  void aKeyThatIsNoneIsRefused(String key) {
    assertRefused(calls.post(calls.resend("pending"), "Idempotency-Key", key), 400, null);
  }

  @Test
  @Tag("promise:console-key")
  void aKeyIsOneOfAtMost255Characters() {
    assertRefused(
        calls.post(calls.resend("pending"), "Idempotency-Key", "a", "Idempotency-Key", "b"),
        400,
        null);
    assertRefused(
        calls.post(calls.resend("pending"), "Idempotency-Key", "x".repeat(256)), 400, null);
    assertThat(calls.post(calls.resend("pending"), "Idempotency-Key", "x".repeat(255)).statusCode())
        .isEqualTo(200);
  }

  @Test
  @Tag("promise:console-key")
  void aKeyOfAnInvitationForAHigherRoleIsFreeToo() {
    String[] key = {"Idempotency-Key", "console-" + UUID.randomUUID()};

    assertRefused(calls.post(calls.resend("owner"), key), 403, "role-above-own");
    assertRefused(calls.post(calls.resend("foreign"), key), 404, null);
    HttpResponse<String> sent = calls.post(calls.resend("pending"), key);

    assertThat(sent.statusCode()).isEqualTo(200);
    assertThat(header(sent, "Idempotent-Replayed")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dead", "dropped", "sent"})
  @Tag("promise:console-state")
  void theMailIsTheNewestOne(String state) {
    roster().mailed(UUID.fromString(calls.value("pending_id")), state);
    assertThat(entry("pending").path("mail").asText()).isEqualTo(state);

    JsonNode resent = body(calls.post(calls.resend("pending")), 200);

    assertThat(resent.path("mail").asText()).isEqualTo("waiting");
    assertThat(entry("pending").path("mail").asText()).isIn("waiting", "sent");
  }

  @Test
  @Tag("promise:console-quotas")
  @Tag("promise:console-order")
  void aMailCountsForTheQuotaOfADay() {
    try (ConsoleCalls spent =
        ConsoleCalls.in("a caller who has used up the invitations of a day")) {
      String path = INVITATIONS + "/" + spent.value("invitation_id");
      JsonNode before = items(spent.get(INVITATIONS)).get(0);

      HttpResponse<String> refused = spent.post(path + "/resend", "Idempotency-Key", "again");
      assertRefused(refused, 429, "quota-reached");
      long wait = Long.parseLong(header(refused, "Retry-After"));
      HttpResponse<String> inviting = spent.invite("token", "x@example.org", 3);
      assertThat(inviting.statusCode()).isEqualTo(429);
      assertThat(Long.parseLong(header(inviting, "Retry-After")))
          .as("the wait of the other contract")
          .isCloseTo(wait, within(60L));
      assertThat(body(refused, 429).path("detail").asText()).contains(" " + wait + " second");
      assertRefused(spent.post(path + "/resend", "Idempotency-Key", "again"), 429, "quota-reached");
      assertThat(items(spent.get(INVITATIONS))).containsExactly(before);
      assertThat(items(spent.get(AUDIT))).isEmpty();
      assertThat(spent.post(path + "/revoke").statusCode()).as("sends no mail").isEqualTo(200);
      assertRefused(spent.post(path + "/resend"), 409, "invitation-ended");
    }
  }

  @Test
  @Tag("promise:console-audit")
  void theLogTellsWhoDidWhatToWhom() {
    body(calls.postAs("admin_token", calls.resend("pending")), 200);
    String secret = secretOf("pending");
    assertThat(calls.decline(secret).statusCode()).isEqualTo(200);
    String invitee = "new." + calls.value("user_id") + "@example.org";
    UUID invited =
        UUID.fromString(body(calls.invite("token", invitee, 4), 201).path("id").asText());
    assertThat(calls.accept(roster().secretOf(invited)).statusCode()).isEqualTo(200);

    List<JsonNode> events = items(calls.get(AUDIT));

    assertThat(events.stream().map(event -> event.path("action").asText()))
        .containsExactly(
            "invitation.accepted",
            "invitation.created",
            "invitation.declined",
            "invitation.resent");
    assertThat(events.stream().map(event -> event.path("actor").path("kind").asText()))
        .containsExactly("visitor", "user", "visitor", "user");
    JsonNode resent = events.get(3);
    assertThat(resent.path("actor").path("name").asText()).isEqualTo("Barbara Liskov");
    assertThat(resent.path("person").isNull()).isTrue();
    assertThat(resent.path("invitation").path("id").asText()).isEqualTo(calls.value("pending_id"));
    assertThat(resent.path("invitation").path("email").asText())
        .isEqualTo(calls.value("pending_email"));
    JsonNode created = events.get(1);
    assertThat(created.path("actor").path("id").asText()).isEqualTo(calls.value("user_id"));
    assertThat(created.path("invitation").path("email").asText()).isEqualTo(invitee);
    JsonNode declined = events.get(2);
    assertThat(declined.path("actor").path("id").isNull()).isTrue();
    assertThat(declined.path("actor").path("name").isNull()).isTrue();
    assertThat(events.get(0).path("person").path("name").asText()).isEqualTo("Alan Turing");
    assertThat(events)
        .allSatisfy(event ->
            assertThat(instant(event.path("at")))
                .isCloseTo(Instant.now(), within(MINUTES, ChronoUnit.MINUTES)));

    assertThat(roster().erase(invitee)).isTrue();
    List<JsonNode> later = items(calls.get(AUDIT));
    JsonNode accepted =
        later.stream()
            .filter(event -> event.path("action").asText().equals("invitation.accepted"))
            .findFirst()
            .orElseThrow();
    assertThat(accepted.path("person").path("id"))
        .isEqualTo(events.get(0).path("person").path("id"));
    assertThat(accepted.path("person").path("name").isNull()).isTrue();
    assertThat(later.toString()).doesNotContain(invitee, "Turing");
  }

  @Test
  @Tag("promise:console-audit")
  void theLogTellsWhatAnOperatorDidToAMember() {
    try (ConsoleCalls members = ConsoleCalls.in("a company with members of every kind")) {
      List<JsonNode> events = items(members.get(AUDIT));

      assertThat(events.stream().map(event -> event.path("action").asText()))
          .containsExactly("person.suspended", "invitation.created");
      assertThat(events.get(0).path("actor").toString())
          .isEqualTo("{\"kind\":\"operator\",\"id\":null,\"name\":null}");
      assertThat(events.get(0).path("person").path("name").asText()).isEqualTo("Iris Held");
      assertThat(events.get(0).path("invitation").isNull()).isTrue();
      assertThat(events.get(1).path("actor").path("name").asText()).isEqualTo("Hank Off");
      assertThat(events.get(1).path("person").isNull()).isTrue();
    }
  }

  @Test
  @Tag("promise:console-others")
  @Tag("promise:console-audit")
  void afterASwitchTheConsoleShowsTheOtherWorkspace() {
    body(calls.post(calls.resend("pending")), 200);
    String company = "{\"company_id\": " + calls.value("other_company_id") + "}";
    assertThat(
            calls.send("POST", "token", "/api/accounts/workspaces/switch/", company).statusCode())
        .isEqualTo(200);

    assertThat(each(calls.get(INVITATIONS), "id")).containsExactly(calls.value("elsewhere_id"));
    assertThat(each(calls.get(AUDIT), "action")).containsExactly("workspace.switched");
    assertRefused(calls.post(calls.resend("pending")), 404, null);
    assertThat(calls.post(calls.resend("elsewhere")).statusCode()).isEqualTo(200);
    assertThat(each(calls.get("admin_token", AUDIT), "action")).contains("invitation.resent");
  }

  @Test
  @Tag("promise:console-state")
  void eachMemberOfAnInvitationIsItsOwn() {
    JsonNode pending = entry("pending");
    assertThat(pending.path("email").asText()).isEqualTo(calls.value("pending_email"));
    assertThat(pending.path("auth_group").toString()).isEqualTo("{\"id\":3,\"name\":\"EDITOR\"}");
    assertThat(pending.path("invited_by").asText()).isEqualTo("Ada Lovelace");
    assertThat(pending.path("mail").isNull()).isTrue();
    assertThat(instant(pending.path("created_at")))
        .isCloseTo(Instant.now().minus(4, ChronoUnit.DAYS), within(MINUTES, ChronoUnit.MINUTES));
    JsonNode endless = entry("endless");
    assertThat(endless.path("invited_by").isNull()).isTrue();
    assertThat(endless.path("expires_at").isNull()).isTrue();
    assertThat(entry("accepted").path("invited_by").asText()).isEqualTo("Barbara Liskov");
    assertThat(entry("admin").path("auth_group").toString())
        .isEqualTo("{\"id\":2,\"name\":\"ADMIN\"}");
    assertThat(instant(entry("expired").path("expires_at")))
        .isCloseTo(Instant.now().minus(1, ChronoUnit.HOURS), within(MINUTES, ChronoUnit.MINUTES));
  }

  @Test
  @Tag("promise:console-roles")
  void whatTheConsoleRefusesTheOtherContractRefusesToo() {
    assertThat(each(calls.get("recruiter_token", ROLES), "name")).doesNotContain("OWNER", "ADMIN");
    HttpResponse<String> admin = calls.invite("recruiter_token", "a@example.org", 2);
    HttpResponse<String> owner = calls.invite("token", "a@example.org", 1);

    assertThat(List.of(admin.statusCode(), owner.statusCode())).containsExactly(403, 400);
    assertThat(each(calls.get(INVITATIONS), "email")).doesNotContain("a@example.org");
  }
}
