package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.ExpiredRowCleaner;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The quotas of invitations per day, over real HTTP and PostgreSQL. */
class InvitationQuotaTest {
  private static final String INVITE = "/api/accounts/invitations/";
  private static final String REFUSED =
      "{\"detail\":\"Request was throttled. Expected available in 7200 seconds.\"}";
  private static final int PLENTY = 100_000;

  private final DatabaseUrl url = TestDatabase.fresh();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T22:00:00Z"));
  private final List<TestServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(TestServer::close);
  }

  private TestServer server(InvitationQuotas quotas) {
    return server(new RateLimits(true, PLENTY, PLENTY, quotas));
  }

  private TestServer server(RateLimits limits) {
    TestServer server = TestServer.on(url, clock, limits);
    servers.add(server);
    return server;
  }

  private static RawResponse invite(TestServer server, String token, String email) {
    return server.post(token, INVITE, body(email));
  }

  private static String body(String email) {
    return "{\"email\":\"" + email + "\",\"auth_group\":3}";
  }

  private static void assertInvited(RawResponse answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static void assertRefused(RawResponse answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(429);
    assertThat(answer.text()).isEqualTo(REFUSED);
    assertThat(answer.header("retry-after")).contains("7200");
  }

  /** A response without the parts that differ between any two. */
  private static Map<String, List<String>> comparable(RawResponse answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers());
    headers.keySet().removeAll(List.of("date", "x-request-id", "x-ratelimit-remaining"));
    return headers;
  }

  private long count(String query) {
    return InvitationFixture.count(servers.getFirst(), query);
  }

  @ParameterizedTest
  @CsvSource({"2, 0, 0", "0, 2, 0", "0, 0, 2"})
  @Tag("promise:invite-quotas")
  @Tag("promise:throttled")
  void theInvitationBeyondTheQuotaWaitsForTomorrow(int inviter, int company, int total) {
    TestServer server =
        server(new InvitationQuotas(inviter, company, 0, total)).load("two-tenants");
    assertInvited(invite(server, "ann-token", "a@example.org"));
    assertInvited(invite(server, "ann-token", "b@example.org"));

    assertRefused(invite(server, "ann-token", "c@example.org"));
    assertThat(count("SELECT count(*) FROM outbox")).isEqualTo(2);

    clock.advance(Duration.ofHours(2));
    assertInvited(invite(server, "ann-token", "c@example.org"));
  }

  @Test
  @Tag("promise:invite-quotas")
  void eachQuotaCountsItsOwn() {
    TestServer server = server(new InvitationQuotas(1, 2, 0, 4)).load("two-tenants");

    assertInvited(invite(server, "ann-token", "a@example.org"));
    assertRefused(invite(server, "ann-token", "b@example.org"));
    // of the same company, whose second invitation this is
    assertInvited(invite(server, "both-token", "b@example.org"));
    assertInvited(invite(server, "ben-token", "c@example.org"));
    assertThat(count("SELECT used FROM invitation_quota WHERE kind = 'company' AND subject = '1'"))
        .isEqualTo(2);
    assertThat(count("SELECT used FROM invitation_quota WHERE kind = 'total'")).isEqualTo(3);
  }

  @Test
  @Tag("promise:invite-quotas")
  void anAddressIsSparedByAllCompaniesTogetherAndTheRefusalDoesNotTell() {
    TestServer server = server(new InvitationQuotas(3, 0, 2, 0)).load("two-tenants");
    assertInvited(invite(server, "ann-token", "ada@example.org"));
    assertInvited(invite(server, "ben-token", "Ada@EXAMPLE.org"));

    assertInvited(invite(server, "both-token", "bob@example.org"));
    RawResponse byTarget = invite(server, "both-token", "ADA@example.org");
    assertInvited(invite(server, "both-token", "c@example.org"));
    assertInvited(invite(server, "both-token", "d@example.org"));
    RawResponse byInviter = invite(server, "both-token", "e@example.org");

    assertRefused(byTarget);
    assertRefused(byInviter);
    assertThat(comparable(byTarget)).isEqualTo(comparable(byInviter));
  }

  @Test
  void mailThatIsSentAgainCountsForTheAddressAndIsNotRefused() {
    TestServer server = server(new InvitationQuotas(0, 0, 2, 0)).load("two-tenants");
    RawResponse invited = invite(server, "ann-token", "ada@example.org");
    UUID id = UUID.fromString(invited.text().substring(7, 43));
    InvitationAdminService operator = OperatorServices.over(server.database(), clock).invitations();

    assertThat(operator.resend(InvitationFixture.OPERATOR, 1, id, Duration.ofDays(7))).isTrue();
    assertRefused(invite(server, "ben-token", "ada@example.org"));
    assertThat(operator.resend(InvitationFixture.OPERATOR, 1, id, Duration.ofDays(7))).isTrue();

    assertThat(count("SELECT used FROM invitation_quota")).isEqualTo(3);
    operator.revoke(InvitationFixture.OPERATOR, 1, id);
    assertThat(operator.resend(InvitationFixture.OPERATOR, 1, id, Duration.ofDays(7))).isFalse();
    assertThat(count("SELECT used FROM invitation_quota")).isEqualTo(3);
  }

  @Test
  void whatSendsNoMailDoesNotCount() {
    TestServer server = server(new InvitationQuotas(2, 2, 2, 2)).load("two-tenants");
    RawResponse first = server.post("ann-token", INVITE, body("ada@example.org"), "k");
    server.post("ann-token", INVITE, body("ada@example.org"), "k");
    assertThat(invite(server, "ann-token", "ada@example.org").status()).isEqualTo(400);
    assertThat(invite(server, "ann-token", "both@both.test").status()).isEqualTo(400);
    assertInvited(invite(server, "ann-token", "bob@example.org"));

    assertRefused(invite(server, "ann-token", "c@example.org"));
    assertRefused(invite(server, "ann-token", "c@example.org"));

    assertThat(count("SELECT max(used) FROM invitation_quota")).isEqualTo(2);
    RawResponse replay = server.post("ann-token", INVITE, body("ada@example.org"), "k");
    assertThat(replay.text()).isEqualTo(first.text());
    assertThat(replay.header("idempotent-replayed")).contains("true");
  }

  @Test
  @Tag("promise:idempotency-key-kept")
  void aRefusalLeavesTheKeyFree() {
    TestServer server = server(new InvitationQuotas(1, 0, 0, 0)).load("two-tenants");
    assertInvited(invite(server, "ann-token", "ada@example.org"));
    assertRefused(server.post("ann-token", INVITE, body("bob@example.org"), "k"));

    clock.advance(Duration.ofHours(2));
    RawResponse done = server.post("ann-token", INVITE, body("bob@example.org"), "k");

    assertInvited(done);
    assertThat(done.headers()).doesNotContainKey("idempotent-replayed");
  }

  @Test
  void aBurstOfAThousandOverTwoServersSendsNoMoreMailThanTheQuota() throws Exception {
    InvitationQuotas quotas = new InvitationQuotas(40, 60, 5, 70);
    TestServer one = server(quotas).load("two-tenants");
    TestServer two = server(quotas);
    List<RawResponse> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
      List<Future<RawResponse>> sent = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        TestServer server = i % 2 == 0 ? one : two;
        String token = List.of("ann-token", "both-token", "ben-token").get(i % 3);
        String email = "p" + i + "@example.org";
        sent.add(threads.submit(() -> invite(server, token, email)));
      }
      for (Future<RawResponse> each : sent) {
        answers.add(each.get());
      }
    }

    assertThat(answers).extracting(RawResponse::status).containsOnly(201, 429);
    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(70);
    assertThat(count("SELECT count(*) FROM outbox")).isEqualTo(70);
    assertThat(count("SELECT used FROM invitation_quota WHERE kind = 'total'")).isEqualTo(70);
    assertThat(count("SELECT count(*) FROM invitation WHERE company_id = 1"))
        .isLessThanOrEqualTo(60);
    assertThat(
            count(
                "SELECT max(n) FROM (SELECT count(*) n FROM invitation GROUP BY invited_by) each"))
        .isLessThanOrEqualTo(40);
  }

  @Test
  void withoutRateLimitsThereAreNoQuotas() {
    TestServer server =
        server(new RateLimits(false, 1, 1, new InvitationQuotas(1, 1, 1, 1))).load("two-tenants");

    assertInvited(invite(server, "ann-token", "a@example.org"));
    assertInvited(invite(server, "ann-token", "b@example.org"));
    assertThat(count("SELECT count(*) FROM invitation_quota")).isZero();
  }

  @Test
  void countsOfDaysThatAreOverAreForgotten() {
    TestServer server = server(new InvitationQuotas(5, 0, 0, 0)).load("two-tenants");
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .execute(
                    "INSERT INTO invitation_quota VALUES"
                        + " ('total', '', current_date, 1), ('total', '', current_date - 1, 1),"
                        + " ('total', '', current_date - 2, 1)"));

    try (ExpiredRowCleaner sweeper =
        new ExpiredRowCleaner(server.database(), List.of(new InvitationQuotaStore()::sweep))) {
      sweeper.sweep();
    }

    assertThat(count("SELECT count(*) FROM invitation_quota")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM invitation_quota WHERE day < current_date - 1"))
        .isZero();
  }
}
