package dev.roster.server.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.server.testing.RawResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock, on a sandbox of its own with a mailbox. */
class SandboxClockTest {
  private static final Pattern LINK = Pattern.compile("/accept#([A-Za-z0-9_-]{43})");

  private static Sandbox sandbox;
  private static SandboxClient calls;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start("127.0.0.1", 0);
    calls = new SandboxClient(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void resetTheClock() {
    calls.call(200, "POST", "/clock/reset", null);
  }

  private static JsonNode set(String state) {
    return calls.call(201, "POST", "/states", "{\"state\": \"" + state + "\"}").get("values");
  }

  @Test
  void timeStandsStillUntilItIsMovedOn() {
    JsonNode frozen =
        calls.call(200, "POST", "/clock/freeze", "{\"at\": \"2030-01-01T00:00:00Z\"}");
    assertThat(frozen.get("now").asText()).isEqualTo("2030-01-01T00:00:00Z");
    assertThat(frozen.get("frozen").asBoolean()).isTrue();

    JsonNode later = calls.call(200, "POST", "/clock/advance", "{\"by\": \"PT36H\"}");
    assertThat(later.get("now").asText()).isEqualTo("2030-01-02T12:00:00Z");
    assertThat(calls.call(200, "GET", "/clock", null)).isEqualTo(later);

    JsonNode reset = calls.call(200, "POST", "/clock/reset", null);
    assertThat(reset.get("frozen").asBoolean()).isFalse();
    assertThat(Instant.parse(reset.get("now").asText()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
  }

  /** Clients that know no Retry-After wait until the reset by the date of the response. */
  @Test
  void dateAndRateLimitTellTheTimeOfTheSandbox() {
    String token = set("a caller").get("token").asText();
    String me = "/api/accounts/users/me/";
    calls.call(200, "POST", "/clock/freeze", "{\"at\": \"2030-01-02T03:04:05Z\"}");
    assertThat(calls.coolset(token, me).headers())
        .containsEntry("date", List.of("Wed, 02 Jan 2030 03:04:05 GMT"))
        .containsEntry("x-ratelimit-reset", List.of("" + epoch("2030-01-02T04:04:05Z")));

    calls.call(200, "POST", "/clock/freeze", "{\"at\": \"2029-01-01T00:00:00Z\"}");

    assertThat(calls.coolset(token, me).headers())
        .containsEntry("date", List.of("Mon, 01 Jan 2029 00:00:00 GMT"))
        .containsEntry("x-ratelimit-reset", List.of("" + epoch("2029-01-01T01:00:00Z")));
  }

  private static long epoch(String time) {
    return Instant.parse(time).getEpochSecond();
  }

  @Test
  void aTokenAndAKeyThatExpireDo() {
    JsonNode caller = set("a caller whose token expires");
    JsonNode tenant = set("a tenant whose key expires");
    String me = "/api/accounts/users/me/";
    String users = "/api/users/" + tenant.get("tenant_id").asText() + "/null";
    assertThat(calls.coolset(caller.get("token").asText(), me).status()).isEqualTo(200);
    assertThat(calls.compleat(tenant.get("key").asText(), users).status()).isEqualTo(200);

    calls.call(200, "POST", "/clock/advance", "{\"by\": \"PT61M\"}");

    assertThat(calls.coolset(caller.get("token").asText(), me).status()).isEqualTo(401);
    assertThat(calls.compleat(tenant.get("key").asText(), users).status()).isEqualTo(401);
  }

  @Test
  void aUsedUpRateLimitIsThereAgainWhenItsWindowIsOver() {
    JsonNode caller = set("a caller who has used up the rate limit");
    JsonNode tenant = set("a tenant that has used up the rate limit");
    String token = caller.get("token").asText();
    String key = tenant.get("key").asText();
    String me = "/api/accounts/users/me/";
    String users = "/api/users/" + tenant.get("tenant_id").asText() + "/null";
    assertThat(calls.coolset(token, me).status()).isEqualTo(429);
    assertThat(calls.compleat(key, users).status()).isEqualTo(429);

    calls.call(200, "POST", "/clock/advance", "{\"by\": \"PT61S\"}");
    assertThat(calls.coolset(token, me).status()).isEqualTo(429);
    assertThat(calls.compleat(key, users).status()).isEqualTo(200);

    calls.call(200, "POST", "/clock/advance", "{\"by\": \"PT1H\"}");
    assertThat(calls.coolset(token, me).status()).isEqualTo(200);
  }

  @Test
  void anInvitationRunsOutForTheServerAndForItsDatabase() {
    JsonNode tenant = calls.call(201, "POST", "/tenants", null);
    String owner = tenant.at("/members/OWNER/token").asText();
    String email = UUID.randomUUID() + "@new.example";
    RawResponse invited = calls.invite(owner, email);
    String target =
        "/api/accounts/invitations/" + SandboxClient.json(invited).get("id").asText() + "/";
    String secret = secretSentTo(email);
    assertThat(calls.preview(secret).status()).isEqualTo(200);

    calls.call(200, "POST", "/clock/advance", "{\"by\": \"P8D\"}");

    assertThat(calls.preview(secret).status()).as("by the clock of the database").isEqualTo(410);
    assertThat(SandboxClient.json(calls.coolset(owner, target)).get("is_active").asBoolean())
        .as("by the clock of the server")
        .isFalse();

    calls.call(200, "POST", "/clock/reset", null);
    assertThat(calls.preview(secret).status()).isEqualTo(200);
  }

  @Test
  void mailLeavesAlsoInThePast() {
    calls.call(200, "POST", "/clock/freeze", "{\"at\": \"2001-01-01T00:00:00Z\"}");
    JsonNode tenant = calls.call(201, "POST", "/tenants", null);
    String email = UUID.randomUUID() + "@new.example";

    assertThat(calls.invite(tenant.at("/members/OWNER/token").asText(), email).status())
        .isEqualTo(201);

    assertThat(calls.preview(secretSentTo(email)).status()).isEqualTo(200);
  }

  /** The relay sends within seconds. */
  private static String secretSentTo(String email) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      String list = calls.page("/dev/mailbox");
      Matcher mail =
          Pattern.compile("/dev/mailbox/([0-9]+)\"[^\\n]*to <bdi>" + Pattern.quote(email))
              .matcher(list);
      if (mail.find()) {
        Matcher link = LINK.matcher(calls.page("/dev/mailbox/" + mail.group(1) + "/text"));
        assertThat(link.find()).isTrue();
        return link.group(1);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("no mail to " + email);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PT9223372036854775807S", "P106751991167300D", "P74000D", "PT0S", "-PT1S"})
  void aTimeThatTheClockCannotGoIsRefused(String time) {
    String by = "{\"by\": \"" + time + "\"}";
    calls.call(400, "POST", "/clock/advance", by);
    calls.call(200, "POST", "/clock/freeze", "{\"at\": \"2030-01-01T00:00:00Z\"}");
    calls.call(400, "POST", "/clock/advance", by);
    calls.call(400, "POST", "/clock/freeze", "{\"at\": \"+1000000000-12-31T23:59:59Z\"}");
    calls.call(200, "POST", "/clock/reset", null);
  }
}
