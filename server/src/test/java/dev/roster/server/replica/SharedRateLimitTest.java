package dev.roster.server.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.RateLimits;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two servers on one database, whose clocks differ by two hours. */
class SharedRateLimitTest {
  private static final String ME = "/api/accounts/users/me/";
  private static final String USERS = "/api/users/aaaaaaaa-0000-4000-8000-000000000001/null";
  private static final String KEY = "aaaaaaaa-1111-4000-8000-000000000001";
  private static final int HOURLY = 60;
  private static final int BY_MINUTE = 40;

  /** Requests of another token between two that count, so that a second passes in all. */
  private static final int PACE = 3;

  private final DatabaseUrl url = directory();
  @AutoClose private final TestServer here = server(Duration.ZERO);
  @AutoClose private final TestServer there = server(Duration.ofHours(2));

  private static DatabaseUrl directory() {
    DatabaseUrl url = TestServer.databaseWith("two-tenants");
    TestDatabase.change(url, "UPDATE membership SET auth_group_id = 4 WHERE person_id = 1");
    return url;
  }

  private TestServer server(Duration ahead) {
    return TestServer.on(
        url,
        Clock.offset(Clock.systemUTC(), ahead),
        new RateLimits(true, HOURLY, BY_MINUTE).shared(true));
  }

  /** Ann may not invite: such a request is told the limit and does not count. */
  private static long remaining(TestServer server) {
    RawResponse denied = server.post("ann-token", "/api/accounts/invitations/", "{}");
    assertThat(denied.status()).isEqualTo(403);
    return Long.parseLong(denied.header("x-ratelimit-remaining").orElseThrow());
  }

  private static void use(TestServer server, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(server.get("ann-token", ME).status()).isEqualTo(200);
    }
  }

  @Test
  void whatOneServerAdmitsIsMissingOnTheOther() {
    use(here, 20);
    Waiting.until(() -> remaining(there) == HOURLY - 20);
    use(there, HOURLY - 20);

    assertRefusedForAnHour(there.get("ann-token", ME));
    Waiting.until(() -> remaining(here) == 0);
    assertRefusedForAnHour(here.get("ann-token", ME));
    assertThat(here.get("both-token", ME).status()).as("another token").isEqualTo(200);
  }

  /** Less the time since the first request, whatever the clocks say. */
  private static void assertRefusedForAnHour(RawResponse refused) {
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Long.parseLong(refused.header("retry-after").orElseThrow())).isBetween(3500L, 3600L);
  }

  /**
   * In turn, as a balancer sends them. What is admitted beyond the limit is what the servers had
   * not told each other yet: less than what one of them admitted within half a second.
   */
  @Test
  void requestsInTurnExceedTheLimitByWhatOneExchangeLetsThrough() {
    use(here, 1);
    Waiting.until(() -> remaining(there) == HOURLY - 1);
    List<Instant> admitted = new ArrayList<>();
    for (int i = 0; i < 2 * BY_MINUTE; i++) {
      TestServer next = i % 2 == 0 ? here : there;
      if (next.compleat(KEY, USERS).status() == 200) {
        admitted.add(Instant.now());
      }
      LongStream.range(0, PACE).forEach(each -> remaining(next));
    }

    Instant late = admitted.getLast().minusMillis(500);
    assertThat(admitted).hasSizeGreaterThanOrEqualTo(BY_MINUTE).hasSizeLessThan(2 * BY_MINUTE);
    assertThat(admitted.stream().filter(late::isBefore).count() / 2)
        .isGreaterThanOrEqualTo(admitted.size() - BY_MINUTE);
    assertThat(here.compleat(KEY, USERS).status()).isEqualTo(429);
    assertThat(there.compleat(KEY, USERS).status()).isEqualTo(429);
  }

  @Test
  void theServersGoOnWithoutTheTables() {
    use(here, 1);
    Waiting.until(() -> remaining(there) == HOURLY - 1);

    TestDatabase.change(url, "DROP TABLE rate_limit_count, replica");

    use(here, HOURLY - 1);
    assertThat(here.get("ann-token", ME).status()).isEqualTo(429);
    use(there, 1);
  }
}
