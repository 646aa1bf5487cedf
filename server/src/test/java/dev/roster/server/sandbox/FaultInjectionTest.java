package dev.roster.server.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.SpecGuard;
import dev.roster.server.testing.TestDatabase;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Faults and the journal, each test with a tenant of its own. */
class FaultInjectionTest {
  private static final String COMPANIES = "/api/accounts/companies/";

  private static Sandbox sandbox;
  private static SandboxClient calls;

  private final JsonNode tenant = calls.call(201, "POST", "/tenants", null);
  private final String id = tenant.get("id").asText();
  private final String owner = tenant.at("/members/OWNER/token").asText();
  private final String key = tenant.get("key").asText();

  @BeforeAll
  static void start() {
    sandbox = Sandbox.startOn(TestDatabase.fresh(), "127.0.0.1", 0);
    calls = new SandboxClient(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private void place(String kind, String more) {
    calls.call(
        201, "POST", "/faults", "{\"kind\":\"%s\",\"tenant\":\"%s\"%s}".formatted(kind, id, more));
  }

  private RawResponse companies() {
    return calls.coolset(owner, COMPANIES);
  }

  @Test
  void tooManyRequestsSpeaksTheDialectOfEachContract() {
    place("too-many-requests", ",\"retry_after\":\"PT7S\",\"count\":2");

    RawResponse coolset = companies();
    String users = "/api/users/" + id + "/null";
    RawResponse compleat = calls.compleat(key, users);

    assertThat(coolset.status()).isEqualTo(429);
    assertThat(coolset.header("retry-after")).hasValue("7");
    assertThat(coolset.text()).contains("Expected available in 7 seconds");
    SpecGuard.check("GET", COMPANIES, coolset);
    assertThat(compleat.status()).isEqualTo(429);
    assertThat(compleat.header("retry-after")).hasValue("7");
    assertThat(compleat.text()).contains("\"statusCode\": 429");
    SpecGuard.check("GET", users, compleat);
    assertThat(companies().status()).isEqualTo(200);
  }

  @Test
  void unavailableIs503InWordsOfTheContract() {
    place("unavailable", ",\"retry_after\":\"PT9S\"");

    RawResponse answer = companies();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).hasValue("9");
    SpecGuard.check("GET", COMPANIES, answer);
    assertThat(companies().status()).isEqualTo(200);
  }

  @Test
  void aFaultBefallsOnlyItsTenantItsOperationAndItsCount() {
    JsonNode other = calls.call(201, "POST", "/tenants", null);
    place("unavailable", ",\"operation_id\":\"accounts_companies_list\",\"count\":2");

    assertThat(calls.coolset(other.at("/members/OWNER/token").asText(), COMPANIES).status())
        .isEqualTo(200);
    assertThat(calls.coolset(owner, "/api/accounts/users/me/").status()).isEqualTo(200);
    assertThat(companies().status()).isEqualTo(503);
    assertThat(calls.call(200, "GET", "/faults?tenant=" + id, null).at("/faults/0/left").asInt())
        .isEqualTo(1);
    assertThat(companies().status()).isEqualTo(503);
    assertThat(companies().status()).isEqualTo(200);
  }

  @Test
  void aFaultThatIsRemovedAffectsNoRequest() {
    place("unavailable", "");
    place("unavailable", "");
    JsonNode faults = calls.call(200, "GET", "/faults?tenant=" + id, null).get("faults");
    assertThat(faults).hasSize(2);

    calls.call(204, "DELETE", "/faults/" + faults.at("/0/id").asLong(), null);
    assertThat(calls.call(200, "GET", "/faults?tenant=" + id, null).get("faults")).hasSize(1);
    calls.call(204, "DELETE", "/faults?tenant=" + id, null);

    assertThat(companies().status()).isEqualTo(200);
  }

  @Test
  void aDroppedConnectionDidNothingAndALostResponseDidIt() {
    String email = UUID.randomUUID() + "@new.example";
    place("dropped-connection", "");
    assertThatThrownBy(() -> calls.invite(owner, email)).isInstanceOf(UncheckedIOException.class);
    place("lost-answer", "");
    assertThatThrownBy(() -> calls.invite(owner, email)).isInstanceOf(UncheckedIOException.class);

    RawResponse third = calls.invite(owner, email);

    assertThat(third.status()).isEqualTo(400);
    JsonNode requests = calls.call(200, "GET", "/journal?tenant=" + id, null).get("requests");
    assertThat(requests.findValuesAsText("fault"))
        .containsExactly("dropped-connection", "lost-answer");
    assertThat(requests.at("/0").has("status")).isFalse();
    assertThat(requests.at("/2/status").asInt()).isEqualTo(400);
  }

  @Test
  void aDroppedConnectionLeavesNoInvitationBehind() {
    String email = UUID.randomUUID() + "@new.example";
    place("dropped-connection", "");
    assertThatThrownBy(() -> calls.invite(owner, email)).isInstanceOf(UncheckedIOException.class);

    assertThat(calls.invite(owner, email).status()).isEqualTo(201);
  }

  @Test
  void truncatedJsonIsWholeAsHttpAndBrokenAsJson() {
    RawResponse whole = companies();
    place("truncated-json", "");

    RawResponse cut = companies();

    assertThat(cut.status()).isEqualTo(200);
    assertThat(cut.header("content-length")).hasValue(Integer.toString(whole.body().length / 2));
    assertThat(whole.text()).startsWith(cut.text()).isNotEqualTo(cut.text());
    assertThatThrownBy(() -> new ObjectMapper().readTree(cut.text()))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void truncatedJsonWaitsForAResponseWithABody() {
    place("truncated-json", "");
    RawResponse head =
        calls.raw().send("HEAD", COMPANIES, Map.of("Authorization", "Bearer " + owner), null);
    RawResponse redirect = calls.coolset(owner, "/api/accounts/companies");

    RawResponse cut = companies();

    assertThat(redirect.status()).isEqualTo(301);
    assertThat(head.header("content-length"))
        .hasValue(companies().header("content-length").orElseThrow());
    assertThatThrownBy(() -> new ObjectMapper().readTree(cut.text()))
        .isInstanceOf(JsonProcessingException.class);
    JsonNode requests = calls.call(200, "GET", "/journal?tenant=" + id, null).get("requests");
    assertThat(requests.findValuesAsText("fault")).containsExactly("truncated-json");
  }

  @Test
  void aConnectionThatIsDroppedOnRequestIsNoWarning() {
    Logger jetty = (Logger) LoggerFactory.getLogger("org.eclipse.jetty");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    jetty.addAppender(log);
    try {
      place("dropped-connection", ",\"count\":9");
      assertThatThrownBy(this::companies).isInstanceOf(UncheckedIOException.class);
      calls.call(204, "DELETE", "/faults?tenant=" + id, null);
      place("lost-answer", ",\"count\":9");
      assertThatThrownBy(this::companies).isInstanceOf(UncheckedIOException.class);
      calls.call(204, "DELETE", "/faults?tenant=" + id, null);
      assertThat(companies().status()).isEqualTo(200);
    } finally {
      jetty.detachAppender(log);
    }
    assertThat(log.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .isEmpty();
  }

  @Test
  void aSlowBodyIsWholeAndTakesItsTime() {
    RawResponse fast = companies();
    place("slow-body", ",\"duration\":\"PT0.6S\"");

    long begin = System.nanoTime();
    RawResponse slow = companies();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(590));
    assertThat(slow.text()).isEqualTo(fast.text());
  }

  @Test
  void aStalePageDoesNotKnowWhatHappenedSince() {
    String current = "/api/accounts/users/";
    place("stale-page", ",\"count\":1");
    String first = calls.coolset(owner, current).text();
    place("unavailable", ",\"operation_id\":\"accounts_users_list\"");

    assertThat(calls.coolset(owner, current).text()).isEqualTo(first);
    assertThat(calls.coolset(owner, current).status()).isEqualTo(503);
  }

  @Test
  void theJournalHoldsRequestsAndResponsesWithoutSecrets() {
    String email = UUID.randomUUID() + "@new.example";
    calls.invite(owner, email);
    calls.compleat(key, "/api/users/" + id + "/null?token=" + key + "&x=1");
    calls
        .raw()
        .send(
            "POST",
            "/accept",
            Map.of("Content-Type", "application/json", "Authorization", "Bearer " + owner),
            "{\"secret\": \"s3cret-s3cret\", \"first_name\": \"Ada\"}"
                .getBytes(StandardCharsets.UTF_8));

    JsonNode all = calls.call(200, "GET", "/journal?tenant=" + id, null).get("requests");
    JsonNode invitation =
        calls
            .call(
                200, "GET", "/journal?operation_id=accounts_invitations_create&tenant=" + id, null)
            .get("requests");

    assertThat(all).hasSize(3);
    assertThat(invitation).hasSize(1);
    assertThat(invitation.at("/0/request_body").asText()).contains(email, "auth_group");
    assertThat(invitation.at("/0/status").asInt()).isEqualTo(201);
    assertThat(invitation.at("/0/request_headers/authorization").asText()).isEqualTo("***");
    assertThat(all.at("/1/target").asText()).endsWith("/null?token=***&x=1");
    assertThat(all.at("/2/request_body").asText()).contains("\"first_name\": \"Ada\"");
    assertThat(all.toString()).doesNotContain(owner).doesNotContain(key).doesNotContain("s3cret");

    calls.call(204, "DELETE", "/journal?tenant=" + id, null);
    assertThat(calls.call(200, "GET", "/journal?tenant=" + id, null).get("requests")).isEmpty();
  }
}
