package dev.roster.contract.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.contract.InProcessServer.Beside;
import dev.roster.contract.InReport;
import dev.roster.contract.SharedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits that several callers, servers and hours share or not, on two servers of one directory. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InReport(check = Check.JOURNEYS)
class LimitsIT {
  /** More than are made while the servers have not told each other yet. */
  private static final int REQUESTS = 1_000_000;

  private static final int MADE = 20;
  private static final int MADE_ELSEWHERE = 7;
  private static final int PER_USER = 3;
  private static final int PER_WORKSPACE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** On a busy machine two requests may not meet at once. */
  private static final int ATTEMPTS = 10;

  private static final String STATE = "a company in both contracts";
  private static final String ME = "/api/accounts/users/me/";

  private final HttpClient http = HttpClient.newHttpClient();
  private final MovingClock clock = new MovingClock();
  private Map<String, Object> state;
  private Beside server;
  private Beside other;
  private int invited;

  @BeforeEach
  void start() {
    state = SharedServer.roster().set(STATE);
    server = SharedServer.roster().limited(REQUESTS, PER_USER, PER_WORKSPACE, clock);
    other = SharedServer.roster().limited(REQUESTS, PER_USER, PER_WORKSPACE, clock);
  }

  @AfterEach
  void stop() {
    other.close();
    server.close();
  }

  @AfterAll
  void close() {
    http.close();
  }

  private HttpRequest.Builder at(Beside server, String token, String path) {
    return HttpRequest.newBuilder(URI.create(server.baseUri() + path))
        .header("Authorization", "Bearer " + state.get(token));
  }

  private int invite(String token) throws IOException, InterruptedException {
    return http.send(invitation(server, token), BodyHandlers.discarding()).statusCode();
  }

  /** An invitation of somebody who was not invited before. */
  private HttpRequest invitation(Beside to, String token) {
    String body =
        "{\"email\": \"guest-%d.%s@example.org\", \"auth_group\": 4}"
            .formatted(++invited, state.get("company_id"));
    return at(to, token, "/api/accounts/invitations/")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<Void> me(Beside of) throws IOException, InterruptedException {
    return http.send(at(of, "token", ME).build(), BodyHandlers.discarding());
  }

  private HttpResponse<Void> tenantUsers(Beside of) throws IOException, InterruptedException {
    URI users = URI.create(of.baseUri() + "/api/users/" + state.get("tenant_id") + "/null");
    return http.send(
        HttpRequest.newBuilder(users)
            .header("x-api-compleat-key", String.valueOf(state.get("key")))
            .header("x-api-version", "1")
            .build(),
        BodyHandlers.discarding());
  }

  private static long header(HttpResponse<?> response, String name) {
    return response.headers().firstValueAsLong(name).orElseThrow();
  }

  private long remaining(Beside of, String token) throws IOException, InterruptedException {
    return header(
        http.send(at(of, token, ME).build(), BodyHandlers.discarding()), "X-RateLimit-Remaining");
  }

  /** Waits until a server knows what others have counted, which they tell every second. */
  private void assertLearns(Beside of, int counted) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long asked = 0;
    long left;
    do {
      left = remaining(of, "token");
      asked++;
    } while (left != REQUESTS - counted - asked && System.nanoTime() < deadline);
    assertThat(left).as("what is left").isEqualTo(REQUESTS - counted - asked);
  }

  @Test
  @Tag("promise:invite-quotas")
  void theMembersOfAWorkspaceShareItsQuotaAndEachHasTheOwn() throws Exception {
    for (int i = 0; i < PER_USER; i++) {
      assertThat(invite("token")).isEqualTo(201);
    }
    assertThat(invite("token")).as("the quota of the user").isEqualTo(429);
    assertThat(invite("other_token")).as("of the user, by another token").isEqualTo(429);
    for (int i = PER_USER; i < PER_WORKSPACE; i++) {
      assertThat(invite("admin_token")).isEqualTo(201);
    }
    assertThat(invite("admin_token")).as("the quota of the workspace").isEqualTo(429);
    assertThat(invite("editor_token")).as("who invited nobody yet").isEqualTo(429);

    clock.pass(Duration.ofDays(1));
    assertThat(invite("editor_token")).isEqualTo(201);
  }

  @Test
  @Tag("promise:invite-quotas")
  void theQuotaOfAUserReachesOverWorkspaces() throws Exception {
    for (int i = 0; i < PER_USER; i++) {
      assertThat(invite("token")).isEqualTo(201);
    }
    String company = "{\"company_id\": " + state.get("other_company_id") + "}";
    HttpRequest change =
        at(server, "token", "/api/accounts/workspaces/switch/")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(company))
            .build();
    assertThat(http.send(change, BodyHandlers.discarding()).statusCode()).isEqualTo(200);

    assertThat(invite("token")).isEqualTo(429);
  }

  /** The counter is held until both wait for it, so that neither has seen the other's place. */
  @Test
  @Tag("promise:invite-quotas")
  void oneOfTwoRequestsInTheSameMomentGetsTheLastPlace() throws Exception {
    List<CompletableFuture<HttpResponse<Void>>> sent = List.of();
    boolean met = false;
    for (int attempt = 0; !met && attempt < ATTEMPTS; attempt++) {
      state = SharedServer.roster().set(STATE);
      for (int i = 1; i < PER_USER; i++) {
        assertThat(invite("token")).isEqualTo(201);
      }
      try (HeldLock counter = counterOfUser()) {
        sent =
            Stream.of(server, other)
                .map(to -> http.sendAsync(invitation(to, "token"), BodyHandlers.discarding()))
                .toList();
        met = counter.holds(2);
      }
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    assertThat(met).as("two requests waited for the counter").isTrue();
    assertThat(sent).map(each -> each.join().statusCode()).containsExactlyInAnyOrder(201, 429);
    assertThat(invite("token")).isEqualTo(429);
  }

  private HeldLock counterOfUser() throws SQLException {
    return HeldLock.ofRow(
        """
        UPDATE invitation_quota SET used = used
        WHERE kind = 'inviter' AND subject = (
          SELECT CAST(person_id AS text) FROM api_token
          WHERE token_hash = sha256(convert_to(?, 'UTF8')))
        """,
        String.valueOf(state.get("token")));
  }

  @Test
  @Tag("promise:rate-limit")
  void serversOfOneDirectoryCountTogetherAndAnewInTheNextHour() throws Exception {
    for (int i = 1; i <= MADE; i++) {
      assertThat(remaining(server, "token")).isEqualTo(REQUESTS - i);
    }

    assertLearns(other, MADE);

    clock.pass(Duration.ofHours(1));
    assertThat(remaining(other, "token")).isEqualTo(REQUESTS - 1);
    assertThat(remaining(server, "editor_token")).as("another token").isEqualTo(REQUESTS - 1);
  }

  @Test
  @Tag("promise:rate-limit")
  void aServerAddsUpWhatTheOthersHaveCounted() throws Exception {
    for (int i = 0; i < MADE; i++) {
      me(server);
    }
    for (int i = 0; i < MADE_ELSEWHERE; i++) {
      me(other);
    }

    try (Beside third = SharedServer.roster().limited(REQUESTS, PER_USER, PER_WORKSPACE, clock)) {
      assertLearns(third, MADE + MADE_ELSEWHERE);
    }
  }

  /** A window begins with a request, and so within a second. */
  @Test
  @Tag("promise:rate-limit")
  void whoComesBackAtTheResetIsServed() throws Exception {
    clock.pass(Duration.ofMillis(400));
    try (Beside small = SharedServer.roster().limited(1, PER_USER, PER_WORKSPACE, clock)) {
      assertThat(me(small).statusCode()).isEqualTo(200);
      HttpResponse<Void> refused = me(small);
      assertThat(refused.statusCode()).isEqualTo(429);
      clock.passTo(Instant.ofEpochSecond(header(refused, "X-RateLimit-Reset")));
      assertThat(me(small).statusCode()).isEqualTo(200);

      clock.pass(Duration.ofMillis(400));
      assertThat(tenantUsers(small).statusCode()).isEqualTo(200);
      HttpResponse<Void> alike = tenantUsers(small);
      assertThat(alike.statusCode()).isEqualTo(429);
      clock.pass(Duration.ofSeconds(header(alike, "Retry-After")));
      assertThat(tenantUsers(small).statusCode()).isEqualTo(200);
    }
  }
}
