package dev.roster.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.invitation.InvitationQuotas;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console contract over real HTTP; every answer is held against its document. */
class ConsoleDoorTest {
  private static final String INVITATIONS = "/console/api/invitations";
  private static final String AUDIT = "/console/api/audit";
  private static final String SUSPENSIONS = "/console/api/suspensions";
  private static final int EDITOR = 3;
  private static final int ADMIN = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  @AutoClose private final InvitationFixture fixture = new InvitationFixture();
  private final TestServer server = fixture.server();

  private RawResponse get(String token, String target) {
    return server.get(token, target);
  }

  private RawResponse post(String token, UUID id, String change, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Authorization", "Bearer " + token);
    return server.send("POST", INVITATIONS + "/" + id + "/" + change, headers, null);
  }

  private JsonNode body(RawResponse response) throws IOException {
    assertThat(response.status()).as(response.text()).isEqualTo(200);
    return JSON.readTree(response.text());
  }

  private List<String> emails(String target) throws IOException {
    List<String> emails = new ArrayList<>();
    body(get("ann-token", target))
        .path("items")
        .forEach(each -> emails.add(each.path("email").asText()));
    return emails;
  }

  @Test
  @Tag("promise:console-resend")
  @Tag("promise:console-revoke")
  @Tag("promise:console-state")
  @Tag("promise:console-audit")
  void anInvitationIsListedResentAndRevokedAndTheLogTellsOfIt() throws Exception {
    UUID id = fixture.invite("Ada@Example.org", EDITOR);
    String first = fixture.secretFor("Ada@Example.org");
    JsonNode listed = body(get("ann-token", INVITATIONS + "?state=pending")).path("items").path(0);
    assertThat(listed.path("id").asText()).isEqualTo(id.toString());
    assertThat(listed.path("email").asText()).isEqualTo("Ada@Example.org");
    assertThat(listed.path("auth_group").toString()).isEqualTo("{\"id\":3,\"name\":\"EDITOR\"}");
    assertThat(listed.path("invited_by").asText()).isEqualTo("Ann Alpha");
    assertThat(listed.path("mail").asText()).isEqualTo("sent");

    JsonNode resent = body(post("ann-token", id, "resend", Map.of()));

    assertThat(resent.path("state").asText()).isEqualTo("pending");
    assertThat(Instant.parse(resent.path("expires_at").asText()))
        .isAfter(Instant.parse(listed.path("expires_at").asText()));
    fixture.mailsTo("Ada@Example.org", 2);
    assertThat(fixture.preview(first).status()).isEqualTo(404);

    assertThat(body(post("ann-token", id, "revoke", Map.of())).path("state").asText())
        .isEqualTo("revoked");
    assertThat(body(post("ann-token", id, "revoke", Map.of())).path("state").asText())
        .isEqualTo("revoked");
    assertThat(emails(INVITATIONS + "?state=pending")).isEmpty();
    assertThat(emails(INVITATIONS + "?state=revoked")).containsExactly("Ada@Example.org");
    List<String> events = new ArrayList<>();
    body(get("ann-token", AUDIT))
        .path("items")
        .forEach(event ->
            events.add(
                event.path("action").asText()
                    + " "
                    + event.path("actor").path("name").asText()
                    + " "
                    + event.path("invitation").path("email").asText()));
    assertThat(events)
        .containsExactly(
            "invitation.revoked Ann Alpha Ada@Example.org",
            "invitation.resent Ann Alpha Ada@Example.org",
            "invitation.created Ann Alpha Ada@Example.org");
  }

  @Test
  @Tag("promise:console-key")
  void underTheSameKeyOneMailIsSent() throws Exception {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    UUID other = fixture.invite("bob@example.org", EDITOR);
    Map<String, String> key = Map.of("Idempotency-Key", "\"k-1\"");

    body(post("ann-token", id, "resend", key));
    RawResponse again = post("ann-token", id, "resend", Map.of("Idempotency-Key", "k-1"));

    body(again);
    assertThat(again.header("idempotent-replayed")).contains("true");
    assertThat(fixture.count("SELECT mailing FROM invitation WHERE email = 'ada@example.org'"))
        .isEqualTo(2);
    assertThat(post("ann-token", other, "resend", key).status()).isEqualTo(409);
    assertThat(post("ann-token", id, "resend", Map.of("Idempotency-Key", "a b")).status())
        .isEqualTo(400);
    assertThat(post("ann-token", id, "resend", Map.of("Idempotency-Key", "x".repeat(256))).status())
        .isEqualTo(400);
  }

  @Test
  void aKeyWhoseRequestWasRefusedCanBeUsedAgain() throws Exception {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    fixture.sql("UPDATE invitation SET accepted_at = now()");
    Map<String, String> key = Map.of("Idempotency-Key", "k-2");
    assertThat(post("ann-token", id, "resend", key).status()).isEqualTo(409);
    fixture.sql("UPDATE invitation SET accepted_at = NULL");

    RawResponse sent = post("ann-token", id, "resend", key);

    body(sent);
    assertThat(sent.header("idempotent-replayed")).isEmpty();
  }

  @Test
  @Tag("promise:console-state")
  void aDeclinedInvitationIsNoRevokedOne() throws Exception {
    fixture.invite("ada@example.org", EDITOR);
    fixture.invite("ben@example.org", EDITOR);
    fixture.sql("UPDATE invitation SET revoked_at = now()");
    fixture.sql("UPDATE invitation SET declined_at = now() WHERE email LIKE 'ben@%'");

    assertThat(emails(INVITATIONS + "?state=declined")).containsExactly("ben@example.org");
    assertThat(emails(INVITATIONS + "?state=revoked")).containsExactly("ada@example.org");
  }

  @ParameterizedTest
  @CsvSource({
    "accepted_at, resend, This invitation was accepted already.",
    "accepted_at, revoke, This invitation was accepted already.",
    "declined_at, resend, This invitation was declined.",
    "declined_at, revoke, This invitation was declined.",
    "revoked_at, resend, This invitation was revoked.",
    "expired_at, resend, A newer invitation took the place of this one.",
    "expired_at, revoke, A newer invitation took the place of this one."
  })
  @Tag("promise:console-refusals")
  void whatHasEndedStaysAsItIs(String end, String change, String why) throws Exception {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    fixture.mailsTo("ada@example.org", 1);
    fixture.sql("UPDATE invitation SET " + end + " = now()");
    // as whoever declines does it
    fixture.sql("UPDATE invitation SET revoked_at = now() WHERE declined_at IS NOT NULL");

    RawResponse refused = post("ann-token", id, change, Map.of());

    assertThat(refused.status()).isEqualTo(409);
    assertThat(JSON.readTree(refused.text()).path("detail").asText()).isEqualTo(why);
    assertThat(JSON.readTree(refused.text()).path("code").asText()).isEqualTo("invitation-ended");
    assertThat(fixture.count("SELECT mailing FROM invitation")).isEqualTo(1);
    assertThat(fixture.count("SELECT count(*) FROM audit_event WHERE action LIKE 'invitation.re%'"))
        .isZero();
  }

  @Test
  void anInvitationThatHasRunOutIsSentAgain() throws Exception {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    fixture.sql("UPDATE invitation SET expires_at = now() - interval '1 day'");
    assertThat(emails(INVITATIONS + "?state=expired")).containsExactly("ada@example.org");
    assertThat(emails(INVITATIONS + "?state=pending")).isEmpty();

    assertThat(body(post("ann-token", id, "resend", Map.of())).path("state").asText())
        .isEqualTo("pending");
    assertThat(emails(INVITATIONS + "?state=pending")).containsExactly("ada@example.org");
  }

  @Test
  @Tag("promise:console-lists")
  void pagesFollowEachOtherWithoutGapsThoughMoreIsMade() throws Exception {
    for (int i = 0; i < 5; i++) {
      fixture.invite("p" + i + "@example.org", EDITOR);
    }
    // of one moment: the ids decide
    fixture.sql("UPDATE invitation SET created_at = date_trunc('hour', created_at)");
    List<String> whole = emails(INVITATIONS);

    JsonNode page = body(get("ann-token", INVITATIONS + "?limit=2"));
    fixture.invite("late@example.org", EDITOR);
    List<String> seen = new ArrayList<>();
    page.path("items").forEach(each -> seen.add(each.path("email").asText()));
    while (!page.path("next").isNull()) {
      page = body(get("ann-token", INVITATIONS + "?limit=2&cursor=" + page.path("next").asText()));
      page.path("items").forEach(each -> seen.add(each.path("email").asText()));
    }

    assertThat(whole).hasSize(5);
    assertThat(seen).isEqualTo(whole);
    JsonNode events = body(get("ann-token", AUDIT + "?limit=4"));
    JsonNode rest =
        body(get("ann-token", AUDIT + "?limit=4&cursor=" + events.path("next").asText()));
    assertThat(events.path("items")).hasSize(4);
    assertThat(rest.path("items")).hasSize(2);
    assertThat(rest.path("next").isNull()).isTrue();
    assertThat(rest.path("items").path(0).path("id").asLong())
        .isLessThan(events.path("items").path(3).path("id").asLong());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        INVITATIONS + "?limit=0",
        INVITATIONS + "?limit=101",
        INVITATIONS + "?limit=-1",
        INVITATIONS + "?limit=1.0",
        INVITATIONS + "?limit=%2B5",
        INVITATIONS + "?limit=\u0664",
        INVITATIONS + "?state=gone",
        INVITATIONS + "?state=PENDING",
        INVITATIONS + "?cursor=nonsense",
        INVITATIONS + "?cursor=ZXZlbnRzIDE6NQ",
        INVITATIONS + "?cursor=aW52aXRhdGlvbjo5OTk5OTk5OTk5OTk5OTk5OTk5OTk6eA",
        AUDIT + "?cursor=AAAA",
        AUDIT + "?cursor=%00",
        AUDIT + "?limit=99999999999",
        SUSPENSIONS + "?limit=0",
        SUSPENSIONS + "?cursor=nonsense",
        // the text "suspensions 1:x", where a number stands
        SUSPENSIONS + "?cursor=c3VzcGVuc2lvbnMgMTp4"
      })
  @Tag("promise:console-lists")
  @Tag("promise:console-state")
  void aParameterThatIsNotValidIsRefused(String target) {
    RawResponse refused = get("ann-token", target.replace("\u0664", "%D9%A4"));

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
  }

  @Test
  @Tag("promise:console-parameters")
  void emptyRepeatedAndUnknownParametersAreReadAsPromised() throws Exception {
    fixture.invite("ada@example.org", EDITOR);

    assertThat(emails(INVITATIONS + "?state=&limit=&cursor=&color=red")).hasSize(1);
    assertThat(emails(INVITATIONS + "?state=nonsense&state=pending")).hasSize(1);
    assertThat(emails(INVITATIONS + "?state=pending&state=revoked")).isEmpty();
  }

  @Test
  @Tag("promise:console-administrators")
  void onlyOwnersAndAdminsSeeWhatBelongsToTheWorkspace() throws Exception {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    for (String token : List.of("both-token", "nobody-token")) {
      assertThat(get(token, INVITATIONS).status()).isEqualTo(403);
      assertThat(get(token, AUDIT).status()).isEqualTo(403);
      assertThat(get(token, SUSPENSIONS).status()).isEqualTo(403);
      assertThat(post(token, id, "resend", Map.of()).status()).isEqualTo(403);
      assertThat(post(token, id, "revoke", Map.of()).status()).isEqualTo(403);
      assertThat(get(token, "/console/api/tokens").status()).isEqualTo(200);
    }
    assertThat(fixture.count("SELECT count(*) FROM invitation WHERE revoked_at IS NULL"))
        .isEqualTo(1);
    fixture.sql("UPDATE membership SET auth_group_id = 2 WHERE id = 2");
    assertThat(get("both-token", INVITATIONS).status()).isEqualTo(200);
  }

  @Test
  @Tag("promise:console-others")
  void nothingOfAnotherWorkspaceIsSeenOrChanged() throws Exception {
    UUID id = fixture.invite("ada@example.org", EDITOR);

    assertThat(body(get("ben-token", INVITATIONS)).path("items")).isEmpty();
    assertThat(body(get("ben-token", AUDIT)).path("items")).isEmpty();
    RawResponse foreign = post("ben-token", id, "revoke", Map.of());
    RawResponse unknown = post("ben-token", UUID.randomUUID(), "revoke", Map.of());
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.text()).isEqualTo(unknown.text());
    assertThat(post("ben-token", id, "resend", Map.of()).status()).isEqualTo(404);
    assertThat(fixture.count("SELECT count(*) FROM invitation WHERE revoked_at IS NULL"))
        .isEqualTo(1);
  }

  @Test
  void aTokenToReadChangesNothing() throws Exception {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    fixture.sql("UPDATE api_token SET scopes = ARRAY['read']");

    assertThat(post("ann-token", id, "revoke", Map.of()).status()).isEqualTo(403);
    assertThat(post("ann-token", id, "resend", Map.of()).status()).isEqualTo(403);
    assertThat(get("ann-token", INVITATIONS).status()).isEqualTo(200);
    assertThat(body(get("ann-token", "/console/api/roles")).path("items")).isEmpty();
  }

  @Test
  @Tag("promise:console-roles")
  void theRolesAreThoseThatTheCallerCanInviteWith() throws Exception {
    JsonNode roles = body(get("ann-token", "/console/api/roles")).path("items");
    assertThat(roles.toString())
        .isEqualTo(
            "[{\"id\":2,\"name\":\"ADMIN\"},{\"id\":3,\"name\":\"EDITOR\"},{\"id\":4,\"name\":\"VIEWER\"}]");
    assertThat(body(get("nobody-token", "/console/api/roles")).path("items")).isEmpty();
    for (JsonNode role : roles) {
      fixture.invite("r" + role.path("id").asText() + "@example.org", role.path("id").asInt());
    }
  }

  @Test
  @Tag("promise:console-tokens")
  void theTokensAreTheCallersOwnThatCanBeUsed() throws Exception {
    JsonNode tokens = body(get("both-token", "/console/api/tokens")).path("items");
    assertThat(tokens).hasSize(1);
    assertThat(tokens.path(0).path("is_current").asBoolean()).isTrue();
    assertThat(tokens.toString()).doesNotContain("both-token");
    fixture.sql(
        """
        INSERT INTO api_token (public_id, token_hash, person_id, label, scopes, expires_at, revoked_at)
        VALUES ('new', sha256('a'), 2, 'laptop', ARRAY['read'], now() + interval '1 day', NULL),
               ('old', sha256('b'), 2, 'old', ARRAY['read'], now() - interval '1 second', NULL),
               ('out', sha256('c'), 2, 'out', ARRAY['read'], NULL, now())
        """);

    tokens = body(get("both-token", "/console/api/tokens")).path("items");

    assertThat(tokens).hasSize(2);
    assertThat(tokens.path(0).path("id").asText()).isEqualTo("new");
    assertThat(tokens.path(0).path("is_current").asBoolean()).isFalse();
    assertThat(tokens.path(0).path("scopes").toString()).isEqualTo("[\"read\"]");
  }

  @Test
  void anAdminMayNotBeInvitedByWhoMayNotInviteOne() throws Exception {
    UUID id = fixture.invite("ada@example.org", ADMIN);
    fixture.sql("UPDATE membership SET auth_group_id = 2 WHERE id = 2");
    assertThat(post("both-token", id, "resend", Map.of()).status()).isEqualTo(200);
    fixture.sql("UPDATE invitation SET auth_group_id = 1");
    RawResponse refused = post("both-token", id, "revoke", Map.of());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("role-above-own");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /console/api, 404",
    "GET, /console/api/, 404",
    "GET, /console/api/nothing, 404",
    "GET, /console/api/audit/, 404",
    "POST, /console/api/audit, 405",
    "GET, /console/api/suspensions/, 404",
    "POST, /console/api/suspensions, 405",
    "DELETE, /console/api/invitations, 405",
    "GET, /console/api/invitations/497f6eca-6276-4993-bfeb-53cbbbba6f08/resend, 405",
    "POST, /console/api/invitations/497f6eca/resend, 404",
    "POST, /console/api/invitations/%00/revoke, 404",
    "HEAD, /console/api/audit, 200",
    "HEAD, /console/api/suspensions, 200"
  })
  @Tag("promise:console-json")
  void pathsAndMethodsAreThoseOfTheDocument(String method, String target, int status) {
    RawResponse response =
        server.raw().send(method, target, Map.of("Authorization", "bearer ann-token"), null);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("allow").isPresent()).isEqualTo(status == 405);
    assertThat(response.header("content-type").orElseThrow()).startsWith("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "Bearer nonsense"})
  void aRequestWithoutAValidTokenIsRefused(String header) {
    RawResponse refused =
        server.send(
            "GET", AUDIT, header.isEmpty() ? Map.of() : Map.of("Authorization", header), null);

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("www-authenticate")).contains("Bearer");
  }

  @Test
  void whoCannotReadJsonIsToldSo() {
    RawResponse refused =
        server.send(
            "GET", AUDIT, Map.of("Authorization", "Bearer ann-token", "Accept", "text/html"), null);

    assertThat(refused.status()).isEqualTo(406);
  }

  @Test
  @Tag("promise:console-order")
  void ofSeveralReasonsTheFirstInOrderIsTold() throws Exception {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    String known = INVITATIONS + "/" + id + "/resend";
    assertThat(status("DELETE", "/console/api/none", "text/html", "none")).isEqualTo(404);
    assertThat(status("DELETE", known, "text/html", "none")).isEqualTo(406);
    assertThat(status("DELETE", known, "*/*", "none")).isEqualTo(401);
    assertThat(status("DELETE", known, "*/*", "both-token")).isEqualTo(405);
    assertThat(status("GET", INVITATIONS + "?limit=0", "*/*", "both-token")).isEqualTo(403);
    assertThat(status("GET", INVITATIONS + "?limit=0", "*/*", "ann-token")).isEqualTo(400);
    // a role above the own and an end: the role is told
    fixture.sql("UPDATE invitation SET auth_group_id = 1, accepted_at = now()");
    assertThat(status("POST", known, "*/*", "ann-token")).isEqualTo(403);
    fixture.sql("UPDATE invitation SET auth_group_id = 3");
    assertThat(status("POST", known, "*/*", "ann-token")).isEqualTo(409);
  }

  private int status(String method, String target, String accept, String token) {
    Map<String, String> headers = Map.of("Accept", accept, "Authorization", "Bearer " + token);
    return server.raw().send(method, target, headers, null).status();
  }

  @Test
  @Tag("promise:console-rate-limit")
  void requestsToBothContractsCountTogether() {
    RateLimits two = new RateLimits(true, 2, 2, InvitationQuotas.OFF);
    try (TestServer limited = TestServer.limited("two-tenants", Clock.systemUTC(), two)) {
      RawResponse first = limited.get("ann-token", "/api/accounts/users/me/");
      RawResponse second = limited.get("ann-token", "/console/api/roles");
      // a refusal for the role takes one, too
      assertThat(limited.get("both-token", AUDIT).header("x-ratelimit-remaining")).contains("1");
      RawResponse third = limited.get("ann-token", "/console/api/roles");

      assertThat(first.header("x-ratelimit-remaining")).contains("1");
      assertThat(second.header("x-ratelimit-remaining")).contains("0");
      assertThat(third.status()).isEqualTo(429);
      assertThat(third.header("retry-after")).isPresent();
      assertThat(limited.get("ann-token", "/api/accounts/users/me/").status()).isEqualTo(429);
    }
  }

  @Test
  void aCursorOfAnotherListOrWorkspaceIsRefused() throws Exception {
    for (int i = 0; i < 3; i++) {
      fixture.invite("p" + i + "@example.org", EDITOR);
    }
    String all = body(get("ann-token", INVITATIONS + "?limit=1")).path("next").asText();
    String log = body(get("ann-token", AUDIT + "?limit=1")).path("next").asText();

    assertThat(get("ann-token", INVITATIONS + "?state=pending&cursor=" + all).status())
        .isEqualTo(400);
    assertThat(get("ann-token", INVITATIONS + "?cursor=" + log).status()).isEqualTo(400);
    assertThat(get("ann-token", AUDIT + "?cursor=" + all).status()).isEqualTo(400);
    assertThat(get("ben-token", INVITATIONS + "?cursor=" + all).status()).isEqualTo(400);
    assertThat(get("ben-token", AUDIT + "?cursor=" + log).status()).isEqualTo(400);
  }

  private List<String> suspended(String token, String query) throws IOException {
    List<String> names = new ArrayList<>();
    body(get(token, SUSPENSIONS + query))
        .path("items")
        .forEach(each -> names.add(each.path("id").asLong() + " " + each.path("name").asText()));
    return names;
  }

  @Test
  @Tag("promise:console-suspensions")
  void aMemberIsListedWhileTheOwnTokensAreRefused() throws Exception {
    assertThat(suspended("ann-token", "")).isEmpty();
    assertThat(get("both-token", "/console/api/tokens").status()).isEqualTo(200);

    fixture.sql("UPDATE person SET is_active = false WHERE id = 2");

    assertThat(suspended("ann-token", "")).containsExactly("2 Bo Both");
    assertThat(get("both-token", "/console/api/tokens").status()).isEqualTo(401);

    fixture.sql("UPDATE person SET is_active = true WHERE id = 2");

    assertThat(suspended("ann-token", "")).isEmpty();
    assertThat(get("both-token", "/console/api/tokens").status()).isEqualTo(200);
  }

  @Test
  @Tag("promise:console-suspensions")
  @Tag("promise:console-lists")
  @Tag("promise:console-others")
  void suspendedMembersComeByTheirIdsInPagesOfTheirOwn() throws Exception {
    fixture.sql(
        """
        WITH added AS (
          INSERT INTO person (id, uid, email, email_key, first_name, last_name, is_active,
            is_mfa_enrolled, is_mfa_required, status)
          SELECT n, gen_random_uuid(), n || '@off.test', n || '@off.test', 'Off', 'Number' || n,
            n = 104, false, false, 'ACTIVE'
          FROM generate_series(101, 106) n RETURNING id)
        INSERT INTO membership (company_id, person_id, auth_group_id, enabled)
        SELECT 1, id, 4, id <> 102 FROM added ORDER BY id DESC
        """);

    JsonNode page = body(get("ann-token", SUSPENSIONS + "?limit=2"));
    String next = page.path("next").asText();
    // a suspension between two pages moves no other entry
    fixture.sql("UPDATE person SET is_active = false WHERE id = 2");
    JsonNode rest = body(get("ann-token", SUSPENSIONS + "?limit=2&cursor=" + next));

    assertThat(page.path("items").toString())
        .isEqualTo(
            "[{\"id\":101,\"name\":\"Off Number101\"},{\"id\":103,\"name\":\"Off Number103\"}]");
    assertThat(rest.path("items").toString())
        .isEqualTo(
            "[{\"id\":105,\"name\":\"Off Number105\"},{\"id\":106,\"name\":\"Off Number106\"}]");
    assertThat(rest.path("next").isNull()).isTrue();
    assertThat(suspended("ann-token", "?limit=&cursor=")).hasSize(5);
    assertThat(get("ann-token", AUDIT + "?cursor=" + next).status()).isEqualTo(400);
    assertThat(get("ben-token", SUSPENSIONS + "?cursor=" + next).status()).isEqualTo(400);
    assertThat(suspended("ben-token", "")).noneMatch(each -> each.contains("Off"));
  }

  @Test
  @Tag("promise:console-key")
  void aKeyIsReadWhereTheDocumentHasOneAndItsAnswerIsTheInvitationThen() throws Exception {
    UUID id = fixture.invite("ada@example.org", EDITOR);
    Map<String, String> key = Map.of("Idempotency-Key", "k-3");
    body(post("ann-token", id, "resend", key));

    assertThat(post("ann-token", id, "revoke", Map.of("Idempotency-Key", "a b")).status())
        .isEqualTo(200);
    RawResponse again = post("ann-token", id, "resend", key);

    assertThat(again.header("idempotent-replayed")).contains("true");
    assertThat(body(again).path("state").asText()).isEqualTo("revoked");
  }
}
