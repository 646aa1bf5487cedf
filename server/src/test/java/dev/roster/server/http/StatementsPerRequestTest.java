package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.RateLimits;
import dev.roster.server.invitation.InvitationQuotas;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.StatementCounter;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statements that a request costs, which decide how much of it a PostgreSQL can bear. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementsPerRequestTest {
  private static final String API = "/api/accounts/";
  private static final String ME = API + "users/me/";
  private static final String INVITATIONS = API + "invitations/";
  private static final String KEY = "aaaaaaaa-1111-4000-8000-000000000001";
  private static final String TENANT = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final String ALPHA_ONE = "aaaaaaaa-2222-4000-8000-000000000001";
  private static final String BETA_ONE = "bbbbbbbb-2222-4000-8000-000000000003";
  private static final int TRIES = 3;
  private static final int PLENTY = 100_000;
  private static final int MANY = 1_200;

  /** BEGIN and COMMIT. */
  private static final int TRANSACTION = 2;

  @AutoClose private final StatementCounter counter = counter();

  @AutoClose
  private final TestServer server =
      TestServer.on(
              counter.url(),
              Clock.systemUTC(),
              new RateLimits(
                  true,
                  PLENTY,
                  PLENTY,
                  new InvitationQuotas(
                      InvitationQuotas.USUAL_INVITER,
                      InvitationQuotas.USUAL_COMPANY,
                      InvitationQuotas.USUAL_TARGET,
                      InvitationQuotas.USUAL_TOTAL)))
          .load("two-tenants");

  private static StatementCounter counter() {
    try {
      return StatementCounter.before(TestDatabase.fresh());
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private long statements(int status, Supplier<RawResponse> request) {
    return fewest(counter::executed, status, request);
  }

  /** The fewest of some tries, since work in the background adds statements now and then. */
  private static long fewest(LongSupplier count, int status, Supplier<RawResponse> request) {
    return LongStream.range(0, TRIES)
        .map(_ -> {
          long before = count.getAsLong();
          assertThat(request.get().status()).isEqualTo(status);
          return count.getAsLong() - before;
        })
        .min()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "200, users/me/",
    "200, user-config/",
    "200, users/?search=a&limit=2",
    "200, users/?offset=1000",
    "200, companies/?name__icontains=a&ordering=-member_count",
    "200, companies/?search=nothing-has-this",
    "200, workspaces/",
    "200, countries/",
    "404, invitations/00000000-0000-4000-8000-000000000000/",
    "404, invitations/no-id/",
    "400, companies/?type=unknown",
    "405, workspaces/switch/"
  })
  void aGetOfTheCoolsetApiIsOneStatement(int status, String path) {
    assertThat(statements(status, () -> server.get("ann-token", API + path))).isEqualTo(1);
  }

  @Test
  void anInvitationIsOneStatement() {
    server.post(
        "ann-token", API + "invitations/", "{\"email\":\"read@alpha.test\",\"auth_group\":3}");
    String id =
        server
            .database()
            .reading(tx ->
                tx.handle()
                    .select("SELECT id FROM invitation WHERE email = 'read@alpha.test'")
                    .mapTo(String.class)
                    .one());

    assertThat(statements(200, () -> server.get("ann-token", API + "invitations/" + id + "/")))
        .isEqualTo(1);
  }

  @Test
  void aUserOfATenantIsOneStatement() {
    String ann = "aaaaaaaa-3333-4000-8000-000000000001";

    assertThat(statements(200, () -> server.compleat(KEY, "/api/user/" + TENANT + "/" + ann)))
        .isEqualTo(1);
    assertThat(statements(400, () -> server.compleat(KEY, "/api/user/" + TENANT + "/no-id")))
        .isEqualTo(1);
  }

  /** Rows come in pieces only between BEGIN and COMMIT. */
  @ParameterizedTest
  @CsvSource({"200, null", "200, " + ALPHA_ONE, "400, " + BETA_ONE})
  void aListOfATenantIsOneStatementInATransaction(int status, String company) {
    assertThat(statements(status, () -> list(server, company))).isEqualTo(1 + TRANSACTION);
  }

  private static RawResponse list(TestServer server, String company) {
    return server.compleat(KEY, "/api/users/" + TENANT + "/" + company);
  }

  @Test
  void aListThatIsNotReadIsTheLookUpOfTheKey() {
    assertThat(statements(400, () -> list(server, "no-id"))).isEqualTo(1);
    assertThat(statements(400, () -> unread("GET", "2"))).isEqualTo(1);
    assertThat(statements(405, () -> unread("POST", "1"))).isEqualTo(1);
  }

  private RawResponse unread(String method, String version) {
    return server.send(
        method,
        "/api/users/" + TENANT + "/null",
        Map.of("x-api-compleat-key", KEY, "x-api-version", version),
        null);
  }

  @Test
  void aLongListIsOneStatementThatIsFetchedInPieces() throws IOException {
    try (StatementCounter own = StatementCounter.before(TestDatabase.fresh());
        TestServer crowded =
            TestServer.on(own.url(), Clock.systemUTC(), RateLimits.OFF).load("two-tenants")) {
      addUsers(crowded, MANY);

      assertThat(list(crowded, "null").text()).startsWith("{\"Count\":" + (MANY + 3) + ",");
      assertThat(fewest(own::bound, 200, () -> list(crowded, "null"))).isEqualTo(1 + TRANSACTION);
      assertThat(fewest(own::executed, 200, () -> list(crowded, ALPHA_ONE)))
          .as("1,202 users, 500 at once")
          .isEqualTo(3 + TRANSACTION);
    }
  }

  /** Users of the first company of the tenant. */
  private static void addUsers(TestServer server, int users) {
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .execute(
                    """
                    WITH added AS (
                      INSERT INTO person (uid, email, email_key, first_name, last_name, is_active,
                                          is_mfa_enrolled, is_mfa_required, status)
                      SELECT gen_random_uuid(), n || '@many.test', n || '@many.test', 'First', 'Last',
                             true, false, false, 'ACTIVE'
                      FROM generate_series(1, ?) n RETURNING id)
                    INSERT INTO membership (company_id, person_id, auth_group_id, enabled)
                    SELECT 1, id, 4, true FROM added
                    """,
                    users));
  }

  @Test
  void theListThatAKeyAsksForIsNotReadOnceItsLimitIsUsedUp() throws IOException {
    MovableClock clock = new MovableClock(Instant.parse("2031-03-01T12:00:00Z"));
    try (StatementCounter own = StatementCounter.before(TestDatabase.fresh());
        TestServer limited =
            TestServer.on(own.url(), clock, new RateLimits(true, 2, 2)).load("two-tenants")) {
      list(limited, "null");
      list(limited, "null");
      assertThat(list(limited, "null").status()).isEqualTo(429);

      assertThat(fewest(own::executed, 429, () -> list(limited, "null"))).isEqualTo(1);

      clock.advance(Duration.ofHours(1));
      assertThat(list(limited, "null").text()).contains("ann@alpha.test");
    }
  }

  @Test
  void aTokenWithAWrongChecksumIsNone() {
    String typo = "rst_live_" + "A".repeat(12) + "_" + "B".repeat(49);

    assertThat(statements(401, () -> server.get(typo, API + "users/me/"))).isZero();
  }

  /** Else a client that is told to wait could have the database read for it all the same. */
  @Test
  void whatATokenAsksForIsNotReadOnceItsLimitIsUsedUp() throws IOException {
    MovableClock clock = new MovableClock(Instant.parse("2031-03-01T12:00:00Z"));
    try (StatementCounter own = StatementCounter.before(TestDatabase.fresh());
        TestServer limited =
            TestServer.on(own.url(), clock, new RateLimits(true, 2, 2)).load("two-tenants")) {
      limited.get("ann-token", ME);
      long read = answered(own, limited, 200);
      answered(own, limited, 429);

      long refused = answered(own, limited, 429);

      assertThat(refused).as("bytes of %d", read).isPositive().isLessThan(read / 2);
      clock.advance(Duration.ofHours(1));
      assertThat(limited.get("ann-token", ME).text()).contains("ann@alpha.test");
    }
  }

  private static long answered(StatementCounter counter, TestServer server, int status) {
    long before = counter.answered();
    assertThat(server.get("ann-token", ME).status()).isEqualTo(status);
    return counter.answered() - before;
  }

  @Test
  void anInvitationIsTheCallerTheAuthGroupAndOneStatement() {
    assertThat(statements(201, () -> server.post("ann-token", INVITATIONS, anyone()))).isEqualTo(3);
  }

  @Test
  void anInvitationUnderAKeyCostsNoMoreAndItsReplayOneMore() {
    String key = "k" + System.nanoTime();
    String body = anyone();

    assertThat(
            statements(
                201,
                () ->
                    server.post(
                        "ann-token", INVITATIONS, anyone(), Long.toString(System.nanoTime()))))
        .isEqualTo(3);
    server.post("ann-token", INVITATIONS, body, key);
    assertThat(statements(201, () -> server.post("ann-token", INVITATIONS, body, key)))
        .isEqualTo(4);
  }

  @Test
  void aRefusedInvitationCostsNoMore() {
    String pending = anyone();
    server.post("ann-token", INVITATIONS, pending);

    assertThat(statements(400, () -> server.post("ann-token", INVITATIONS, pending))).isEqualTo(3);
    assertThat(
            statements(
                400,
                () ->
                    server.post(
                        "ann-token",
                        INVITATIONS,
                        "{\"email\":\"both@both.test\",\"auth_group\":3}")))
        .isEqualTo(3);
  }

  private static String anyone() {
    return "{\"email\":\"x" + System.nanoTime() + "@alpha.test\",\"auth_group\":3}";
  }

  /** A counter that sees nothing would find every other limit kept. */
  @Test
  void theCounterSeesWhatIsNotOneStatement() {
    assertThat(
            statements(
                200,
                () -> server.post("both-token", API + "workspaces/switch/", "{\"company_id\": 1}")))
        .isBetween(4L, 12L);
  }
}
