package dev.roster.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that are sent twice, over real HTTP. KilledServerIdempotencyTest adds crashes of the
 * server.
 */
class IdempotencyTest {
  private static final String INVITE = "/api/accounts/invitations/";
  private static final String SWITCH = "/api/accounts/workspaces/switch/";
  private static final String ADA = "{\"email\": \"ada@example.org\", \"auth_group\": 3}";
  private static final String CONFLICT =
      "{\"detail\":\"This Idempotency-Key was used for a different request.\"}";

  private final DatabaseUrl url = TestDatabase.fresh();
  private final TestServer server = TestServer.on(url, MailConfig.off()).load("two-tenants");

  @AfterEach
  void stop() {
    server.close();
  }

  private RawResponse invite(String body, String key) {
    return server.post("ann-token", INVITE, body, key);
  }

  private RawResponse switchTo(long company, String key) {
    return server.post("both-token", SWITCH, "{\"company_id\": " + company + "}", key);
  }

  private long count(String query) {
    return InvitationFixture.count(server, query);
  }

  private void sql(String statement) {
    server.database().inTransaction(tx -> tx.handle().execute(statement));
  }

  /** The answer of the first request again, and nothing done. */
  private static void assertReplay(RawResponse again, RawResponse first) {
    assertThat(first.headers()).doesNotContainKey("idempotent-replayed");
    assertThat(again.header("idempotent-replayed")).as(again.text()).contains("true");
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.text()).isEqualTo(first.text());
  }

  @Test
  @Tag("promise:idempotency-key-repeats")
  void aRepeatedRequestUnderTheKeyInvitesOnceAndGetsTheSameResponse() {
    RawResponse first = invite(ADA, "k");

    RawResponse again = invite(ADA, "k");

    assertThat(first.status()).isEqualTo(201);
    assertReplay(again, first);
    assertThat(count("SELECT count(*) FROM invitation")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM outbox")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted_at", "revoked_at", "expired_at"})
  @Tag("promise:idempotency-key-response")
  void aReplayInvitesNotAgainWhateverBecameOfTheInvitation(String end) {
    RawResponse first = invite(ADA, "k");
    sql("UPDATE invitation SET " + end + " = now()");

    assertReplay(invite(ADA, "k"), first);

    assertThat(count("SELECT count(*) FROM invitation")).isEqualTo(1);
    RawResponse anew = invite(ADA, "another");
    assertThat(anew.status()).isEqualTo(201);
    assertThat(anew.text()).isNotEqualTo(first.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"email\": \"bob@example.org\", \"auth_group\": 3}",
        "{\"email\": \"Ada@example.org\", \"auth_group\": 3}",
        "{\"email\": \"ada@example.org\", \"auth_group\": 4}"
      })
  void anotherBodyUnderTheKeyIsAConflict(String other) {
    RawResponse first = invite(ADA, "k");

    RawResponse conflict = invite(other, "k");

    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.text()).isEqualTo(CONFLICT);
    assertReplay(invite(ADA, "k"), first);
    assertThat(count("SELECT count(*) FROM invitation")).isEqualTo(1);
  }

  @Test
  @Tag("promise:idempotency-key-body")
  void blanksOrderAndUnknownMembersAreTheSameBody() {
    RawResponse first = invite(ADA, "k");

    assertReplay(
        invite("{\"auth_group\":\"3\",\"x\":1,\"email\":\" ada@example.org \"}", "k"), first);
  }

  @Test
  void aRefusalIsNotKept() {
    invite(ADA, "first");
    RawResponse refused = invite(ADA, "k");
    assertThat(refused.text())
        .isEqualTo("{\"email\":[\"An invitation for this address is pending.\"]}");
    sql("UPDATE invitation SET revoked_at = now()");

    RawResponse done = invite(ADA, "k");

    assertThat(done.status()).isEqualTo(201);
    assertThat(done.headers()).doesNotContainKey("idempotent-replayed");
    assertThat(count("SELECT count(*) FROM idempotency_key")).isEqualTo(2);
  }

  @Test
  @Tag("promise:idempotency-key-scope")
  void aKeyIsOneForEachPersonAndEachOperation() {
    RawResponse ann = invite(ADA, "k");
    RawResponse both = server.post("both-token", INVITE, ADA.replace("ada", "bob"), "k");
    RawResponse switched = switchTo(1, "k");

    assertThat(both.status()).isEqualTo(201);
    assertThat(switched.status()).isEqualTo(200);
    assertReplay(invite(ADA, "k"), ann);
    assertReplay(server.post("both-token", INVITE, ADA.replace("ada", "bob"), "k"), both);
    assertReplay(switchTo(1, "k"), switched);
  }

  @Test
  @Tag("promise:idempotency-key-scope")
  void aRetryInvitesToNoOtherCompanyThanTheFirstTry() {
    RawResponse first = server.post("both-token", INVITE, ADA, "k");
    assertThat(switchTo(3, "s").status()).isEqualTo(200);

    assertReplay(server.post("both-token", INVITE, ADA, "k"), first);

    assertThat(count("SELECT count(*) FROM invitation WHERE company_id = 1")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM invitation")).isEqualTo(1);
  }

  @Test
  @Tag("promise:idempotency-key-order")
  void whoMayNotInviteAnyMoreGetsNoReplay() {
    invite(ADA, "k");
    sql("UPDATE membership SET auth_group_id = 4 WHERE person_id = 1");
    RawResponse viewer = invite(ADA, "k");
    sql("UPDATE api_token SET revoked_at = now()");
    RawResponse nobody = invite(ADA, "k");

    assertThat(viewer.status()).isEqualTo(403);
    assertThat(nobody.status()).isEqualTo(401);
  }

  @Test
  void aReplaySwitchesNotAgain() {
    RawResponse first = switchTo(3, "k");
    switchTo(1, "l");

    assertReplay(switchTo(3, "k"), first);

    assertThat(
            count(
                "SELECT m.company_id FROM person p JOIN membership m ON m.id ="
                    + " p.active_membership_id WHERE p.id = 2"))
        .isEqualTo(1);
    assertThat(switchTo(1, "k").text()).isEqualTo(CONFLICT);
  }

  @Test
  void aSwitchThatWasRefusedIsTriedAnew() {
    assertThat(switchTo(2, "k").status()).isEqualTo(404);
    sql(
        "INSERT INTO membership (company_id, person_id, auth_group_id, enabled)"
            + " VALUES (2, 2, 4, true)");

    RawResponse done = switchTo(2, "k");

    assertThat(done.status()).isEqualTo(200);
    assertThat(done.headers()).doesNotContainKey("idempotent-replayed");
  }

  @Test
  @Tag("promise:idempotency-key-in-progress")
  void manyAtOnceOverTwoServersInviteOnce() throws Exception {
    try (TestServer other = TestServer.on(url, MailConfig.off());
        ExecutorService threads = Executors.newFixedThreadPool(12)) {
      List<Future<RawResponse>> sent = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        TestServer one = i % 2 == 0 ? server : other;
        sent.add(threads.submit(() -> one.post("ann-token", INVITE, ADA, "k")));
      }
      List<RawResponse> answers = new ArrayList<>();
      for (Future<RawResponse> each : sent) {
        answers.add(each.get());
      }

      assertThat(answers).extracting(RawResponse::status).containsOnly(201);
      assertThat(answers).extracting(RawResponse::text).containsOnly(answers.getFirst().text());
      assertThat(answers)
          .filteredOn(answer -> answer.header("idempotent-replayed").isEmpty())
          .hasSize(1);
    }
    assertThat(count("SELECT count(*) FROM invitation")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM outbox")).isEqualTo(1);
  }

  @Test
  @Tag("promise:idempotency-key-in-progress")
  void whoWaitsTooLongForTheFirstIsToldToComeBack() {
    try (Database outside = Database.openForTransfer(url)) {
      RawResponse late =
          outside.holding(tx -> {
            new IdempotencyStore()
                .claim(
                    tx,
                    1,
                    new KeyedRequest("invite", new IdempotencyKey("k"), "3 ada@example.org"),
                    "unknown yet");
            RawResponse answer = invite(ADA, "k");
            tx.handle().rollback();
            return answer;
          });

      assertThat(late.status()).isEqualTo(503);
      assertThat(late.header("retry-after")).contains("1");
    }
    RawResponse done = invite(ADA, "k");
    assertThat(done.status()).isEqualTo(201);
    assertThat(done.headers()).doesNotContainKey("idempotent-replayed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {"'k1'|'\"k1\"'", "'a\"b\\c'|'\"a\\\"b\\\\c\"'", "'a,b;c=d'|'\"a,b;c=d\"'"})
  @Tag("promise:idempotency-key-form")
  void aKeyInQuotesIsTheBareOne(String bare, String quoted) {
    RawResponse first = invite(ADA, bare);

    assertReplay(invite(ADA, quoted), first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "\"open", "\"a\"b\"", "\"a\\b\"", "a b", "a\tb", "é", "\""})
  @Tag("promise:idempotency-key-form")
  void aMalformedKeyIsRefused(String key) {
    assertMalformed(invite(ADA, key));
  }

  private void assertMalformed(RawResponse refused) {
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.text())
        .isEqualTo(
            "{\"detail\":\"The Idempotency-Key header must be 1 to 255 visible ASCII characters,"
                + " bare or in double quotes.\"}");
    assertThat(count("SELECT count(*) FROM invitation")).isZero();
  }

  @Test
  @Tag("promise:idempotency-key-form")
  void aKeyHasAtMost255Characters() {
    assertMalformed(invite(ADA, "k".repeat(256)));
    assertThat(invite(ADA, "k".repeat(255)).status()).isEqualTo(201);
  }

  @Test
  @Tag("promise:idempotency-key-form")
  void twoKeysAreRefused() {
    String request =
        "POST "
            + INVITE
            + " HTTP/1.1\r\nHost: roster.test\r\nConnection: close\r\n"
            + "Authorization: Bearer ann-token\r\nContent-Type: application/json\r\n"
            + "Idempotency-Key: a\r\nIdempotency-Key: a\r\nContent-Length: "
            + ADA.length()
            + "\r\n\r\n"
            + ADA;

    assertMalformed(server.raw().exchange(request.getBytes(StandardCharsets.UTF_8), false));
  }

  @Test
  @Tag("promise:idempotency-key")
  void aRequestThatOnlyReadsMayCarryAnything() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer ann-token");
    headers.put("Idempotency-Key", "\"open");

    assertThat(server.send("GET", "/api/accounts/users/me/", headers, null).status())
        .isEqualTo(200);
  }

  @Test
  @Tag("promise:idempotency-key-kept")
  void keysAreForgottenAfterADay() {
    RawResponse old = invite(ADA, "old");
    RawResponse young = invite(ADA.replace("ada", "bob"), "young");
    sql("UPDATE idempotency_key SET created_at = now() - interval '24 hours 30 minutes'");
    sweep();
    assertReplay(invite(ADA, "old"), old);
    sql(
        "UPDATE idempotency_key SET created_at = now() - interval '25 hours 1 minute'"
            + " WHERE result = (SELECT id::text FROM invitation WHERE email = 'ada@example.org')");

    sweep();

    assertThat(invite(ADA, "old").status()).isEqualTo(400);
    assertReplay(invite(ADA.replace("ada", "bob"), "young"), young);
  }

  private void sweep() {
    server
        .database()
        .inTransaction(tx -> {
          new IdempotencyStore().sweep(tx);
          return true;
        });
  }
}
