package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.RateLimits;
import dev.roster.server.http.RateLimiter.Count;
import dev.roster.server.http.RateLimiter.Standing;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both limits over HTTP, with a clock that a test moves; here 5 per hour and 3 per minute. */
class RateLimiterTest {
  private static final String ME = "/api/accounts/users/me/";
  private static final String USERS = "/api/users/aaaaaaaa-0000-4000-8000-000000000001/null";
  private static final String KEY = "aaaaaaaa-1111-4000-8000-000000000001";
  private static final Instant NOON = Instant.parse("2031-03-01T12:00:00Z");
  private static final int HOURLY = 5;

  private final MovableClock clock = new MovableClock(NOON);
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.limited("two-tenants", clock, new RateLimits(true, HOURLY, 3));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void assertHeaders(RawResponse response, int remaining, Instant reset) {
    assertThat(response.header("x-ratelimit-limit")).hasValue("" + HOURLY);
    assertThat(response.header("x-ratelimit-remaining")).hasValue("" + remaining);
    assertThat(response.header("x-ratelimit-reset")).hasValue("" + reset.getEpochSecond());
  }

  private void use(String token, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(server.get(token, ME).status()).isEqualTo(200);
    }
  }

  @Test
  @Tag("promise:rate-limit")
  void everyResponseToATokenShowsItsRateLimit() {
    Instant end = NOON.plus(Duration.ofHours(1));

    assertHeaders(server.get("ann-token", ME), 4, end);
    clock.advance(Duration.ofMinutes(10));
    assertHeaders(server.get("ann-token", "/api/accounts/countries/XX/"), 3, end);
    assertHeaders(server.post("ann-token", "/api/accounts/invitations/", "{"), 2, end);
    assertHeaders(server.get("ann-token", "/api/accounts/invitations/"), 1, end);
    assertHeaders(
        server.post(
            "ann-token",
            "/api/accounts/invitations/",
            "{\"email\":\"ada@example.org\",\"auth_group\":3}"),
        0,
        end);
    assertThat(server.get("both-token", ME).header("x-ratelimit-remaining")).hasValue("4");
  }

  @Test
  @Tag("promise:throttled")
  void oneRequestTooManyIsThrottledUntilTheHourIsOver() {
    use("ann-token", HOURLY);
    clock.advance(Duration.ofSeconds(1));

    RawResponse throttled = server.get("ann-token", ME);

    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.text())
        .isEqualTo("{\"detail\":\"Request was throttled. Expected available in 3599 seconds.\"}");
    assertThat(throttled.header("retry-after")).hasValue("3599");
    assertHeaders(throttled, 0, NOON.plus(Duration.ofHours(1)));
    assertThat(server.get("both-token", ME).status()).as("another token").isEqualTo(200);

    clock.advance(Duration.ofSeconds(3598).plusMillis(500));
    RawResponse nearly = server.get("ann-token", ME);
    assertThat(nearly.text()).contains("Expected available in 1 second.\"");
    assertThat(nearly.header("retry-after")).hasValue("1");

    clock.advance(Duration.ofMillis(500));
    assertHeaders(server.get("ann-token", ME), 4, NOON.plus(Duration.ofHours(2)));
  }

  /** The limits that the contracts promise, unless an operator sets others. */
  @Test
  @Tag("promise:thousand-per-hour")
  @Tag("promise:compleat-quota")
  void aTokenIsGoodForAThousandRequestsPerHourAndAKeyForFiftyPerMinute() {
    RateLimits usual =
        new RateLimits(true, RateLimits.COOLSET_PER_HOUR, RateLimits.COMPLEAT_PER_MINUTE);
    try (TestServer other = TestServer.limited("two-tenants", clock, usual)) {
      RawResponse first = other.get("ann-token", ME);
      for (int i = 0; i < 50; i++) {
        assertThat(other.compleat(KEY, USERS).status()).isEqualTo(200);
      }

      assertThat(first.header("x-ratelimit-limit")).hasValue("1000");
      assertThat(first.header("x-ratelimit-remaining")).hasValue("999");
      assertThat(other.compleat(KEY, USERS).status()).isEqualTo(429);
    }
  }

  /** A machine that gets the right time back must not refuse for as long as it was ahead. */
  @Test
  void aClockThatGoesBackBeginsAnewWindowWithWhatWasLeft() {
    clock.advance(Duration.ofHours(2));
    use("ann-token", 2);
    clock.advance(Duration.ofHours(-2));

    assertHeaders(server.get("ann-token", ME), 2, NOON.plus(Duration.ofHours(1)));
    use("ann-token", 2);
    assertThat(server.get("ann-token", ME).header("retry-after")).hasValue("3600");
    clock.advance(Duration.ofHours(1));
    assertHeaders(server.get("ann-token", ME), 4, NOON.plus(Duration.ofHours(2)));
  }

  @Test
  void aClockThatIsSetBackALittleChangesNothing() {
    use("ann-token", HOURLY);
    clock.advance(Duration.ofSeconds(-1));

    assertHeaders(server.get("ann-token", ME), 0, NOON.plus(Duration.ofHours(1)));
    clock.advance(Duration.ofSeconds(1).plusHours(1));
    assertThat(server.get("ann-token", ME).status()).isEqualTo(200);
  }

  @Test
  @Tag("promise:order-of-checks")
  void theLimitStandsBetweenPermissionAndMethod() {
    server
        .database()
        .inTransaction(tx ->
            tx.handle().execute("UPDATE membership SET auth_group_id = 4 WHERE person_id = 1"));
    RawResponse denied = server.post("ann-token", "/api/accounts/invitations/", "{}");
    assertThat(denied.status()).isEqualTo(403);
    assertHeaders(denied, HOURLY, NOON);
    use("ann-token", HOURLY);

    assertThat(server.post("ann-token", "/api/accounts/invitations/", "{}").status())
        .isEqualTo(403);
    assertThat(server.post("ann-token", ME, "{}").status()).as("not 405").isEqualTo(429);
    assertThat(server.send("OPTIONS", ME, bearer("ann-token"), null).status()).isEqualTo(429);
    assertThat(server.get("ann-token", "/api/accounts/nowhere/").status()).isEqualTo(404);
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  @Test
  @Tag("promise:rate-limit")
  void whoHasNoValidTokenIsToldNothing() {
    RawResponse refused = server.get("no-such-token", ME);

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.headers()).doesNotContainKey("x-ratelimit-limit");
  }

  @Test
  @Tag("promise:compleat-quota")
  void theCompleatApiRespondsLikeItsGateway() {
    for (int i = 0; i < 3; i++) {
      assertThat(server.compleat(KEY, USERS).status()).isEqualTo(200);
    }
    clock.advance(Duration.ofSeconds(30));

    RawResponse throttled = server.compleat(KEY, USERS);

    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.text())
        .isEqualTo(
            "{ \"statusCode\": 429, \"message\": \"Rate limit is exceeded. Try again in 30"
                + " seconds.\" }");
    assertThat(throttled.header("retry-after")).hasValue("30");
    assertThat(throttled.header("content-type")).hasValue("application/json");
    assertThat(server.compleat("aaaaaaaa-1111-4000-8000-00000000dead", USERS).status())
        .isEqualTo(401);
    clock.advance(Duration.ofSeconds(30));
    assertThat(server.compleat(KEY, USERS).status()).isEqualTo(200);
  }

  @Test
  @Tag("promise:required-headers")
  void withoutLimitsNobodyCounts() {
    try (TestServer free = TestServer.withData("two-tenants")) {
      RawResponse answer = free.get("ann-token", ME);

      assertThat(answer.headers()).doesNotContainKey("x-ratelimit-limit");
      for (int i = 0; i < RateLimits.COMPLEAT_PER_MINUTE + 5; i++) {
        assertThat(free.compleat(KEY, USERS).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void thirtyTwoThreadsNeverGetMoreThanTheLimit() throws Exception {
    RateLimiter limiter = new RateLimiter(1000, Duration.ofHours(1), clock);
    UUID token = UUID.randomUUID();
    for (int window = 0; window < 3; window++) {
      assertThat(admitted(limiter, token)).as("window " + window).isEqualTo(1000);
      clock.advance(Duration.ofHours(1));
    }
  }

  private static long admitted(RateLimiter limiter, UUID token) throws Exception {
    int threads = 32;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Long>> work = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        work.add(() -> {
          long count = 0;
          for (int request = 0; request < 200; request++) {
            count += limiter.take(token).admitted() ? 1 : 0;
          }
          return count;
        });
      }
      long all = 0;
      for (Future<Long> each : pool.invokeAll(work)) {
        all += each.get();
      }
      return all;
    }
  }

  @Test
  void concurrentRequestsOverHttpNeverGetMoreThanTheLimit() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
      List<Callable<Integer>> work = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        work.add(() -> server.get("ben-token", ME).status());
      }
      long answered = 0;
      for (Future<Integer> each : pool.invokeAll(work)) {
        answered += each.get() == 200 ? 1 : 0;
      }
      assertThat(answered).isEqualTo(HOURLY);
    }
  }

  @Test
  void aTokenThatWasIdleForHoursHasTheLimitOnceNotSeveralTimes() {
    RateLimiter limiter = new RateLimiter(2, Duration.ofHours(1), clock);
    UUID token = UUID.randomUUID();
    limiter.take(token);
    clock.advance(Duration.ofHours(10).plusMinutes(30));

    Standing first = limiter.take(token);
    Standing second = limiter.take(token);
    Standing third = limiter.take(token);

    assertThat(List.of(first.admitted(), second.admitted(), third.admitted()))
        .containsExactly(true, true, false);
    assertThat(third.retryAfter()).isEqualTo(Duration.ofMinutes(30));
    assertThat(first.reset()).isEqualTo(NOON.plus(Duration.ofHours(11)));
  }

  @Test
  void memoryIsBounded() {
    RateLimiter limiter = new RateLimiter(1, Duration.ofHours(1), clock);
    UUID first = UUID.randomUUID();
    limiter.take(first);
    assertThat(limiter.take(first).admitted()).isFalse();
    for (int i = 0; i < 50_000; i++) {
      limiter.take(new UUID(7, i));
    }

    assertThat(limiter.take(first).admitted()).as("forgotten in favour of the others").isTrue();
    assertThat(limiter.take(new UUID(7, 49_999)).admitted()).isFalse();
  }

  @Test
  void countsAreNewsOnceEachAndAgainWhenTheyMayBeLost() {
    RateLimiter limiter = new RateLimiter(10, Duration.ofHours(1), clock);
    List<UUID> tokens = List.of(new UUID(7, 1), new UUID(7, 2), new UUID(7, 3));
    tokens.forEach(limiter::take);
    limiter.look(new UUID(7, 4));

    assertThat(limiter.news(2)).extracting(Count::credential).isEqualTo(tokens.subList(0, 2));
    assertThat(limiter.news(2)).extracting(Count::credential).isEqualTo(tokens.subList(2, 3));
    assertThat(limiter.news(2)).isEmpty();
    limiter.take(tokens.getFirst());
    assertThat(limiter.news(2))
        .containsExactly(new Count(tokens.getFirst(), 2, Duration.ofHours(1)));
    limiter.repeatNews();
    assertThat(limiter.news(9)).hasSize(3);
    clock.advance(Duration.ofHours(1));
    limiter.repeatNews();
    assertThat(limiter.news(9)).as("of a window that is over").isEmpty();
  }

  @Test
  void countsOfOtherServersAreMissingHereUntilTheirWindowEnds() {
    RateLimiter limiter = new RateLimiter(10, Duration.ofHours(1), clock);
    UUID token = UUID.randomUUID();
    limiter.take(token);

    limiter.learn(List.of(new Count(token, 7, Duration.ofMinutes(20))));

    Standing standing = limiter.take(token);
    assertThat(standing.remaining()).isEqualTo(1);
    assertThat(standing.reset()).isEqualTo(NOON.plus(Duration.ofMinutes(20)));
    limiter.learn(List.of(new Count(token, 9, Duration.ofMinutes(40))));
    assertThat(limiter.take(token).retryAfter()).isEqualTo(Duration.ofMinutes(20));
    clock.advance(Duration.ofMinutes(20));
    assertThat(limiter.take(token).remaining()).isEqualTo(9);
  }

  @Test
  void countsOfOthersAreUrgentWhenMuchOfWhatIsLeftMayBeGone() {
    RateLimiter limiter = new RateLimiter(100, Duration.ofHours(1), clock);
    List<Long> urgent = new ArrayList<>();
    UUID token = UUID.randomUUID();
    limiter.whenUrgent(() -> urgent.add(limiter.look(token).remaining()));
    for (int i = 0; i < 12; i++) {
      limiter.take(token);
    }
    assertThat(urgent).containsExactly(88L);

    limiter.news(1);
    for (int i = 0; i < 10; i++) {
      limiter.take(token);
    }

    assertThat(urgent).containsExactly(88L, 78L);
  }

  @Test
  void lookingCountsNothing() {
    RateLimiter limiter = new RateLimiter(1, Duration.ofHours(1), clock);
    UUID token = UUID.randomUUID();

    assertThat(limiter.look(token).remaining()).isEqualTo(1);
    assertThat(Optional.of(limiter.take(token)).filter(Standing::admitted)).isPresent();
    assertThat(limiter.look(token).remaining()).isZero();
  }
}
