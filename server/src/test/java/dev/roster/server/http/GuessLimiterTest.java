package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.invitation.InvitationQuotas;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class GuessLimiterTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @AutoClose private TestServer server;
  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-05T10:00:00Z"));

  private GuessLimiter limiter(int limit) {
    return new GuessLimiter(Optional.of(RateLimiter.ofAddresses(limit, MINUTE, clock)));
  }

  @Test
  void anAddressWaitsForTheNextWindowOnceItHasGuessedTooOften() {
    GuessLimiter limiter = limiter(2);
    assertThat(limiter.secondsToWait("192.0.2.1")).isEmpty();
    assertThat(limiter.secondsToWait("192.0.2.1")).isEmpty();

    assertThat(limiter.secondsToWait("192.0.2.1")).contains(60L);
    assertThat(limiter.secondsToWait("192.0.2.2")).isEmpty();
    clock.advance(MINUTE);
    assertThat(limiter.secondsToWait("192.0.2.1")).isEmpty();
  }

  @Test
  void theAddressesOfOneNetworkOfIpv6AreOne() {
    GuessLimiter limiter = limiter(1);
    assertThat(limiter.secondsToWait("2001:db8:0:1::1")).isEmpty();

    assertThat(limiter.secondsToWait("2001:db8:0:1:ffff:0:0:2")).isPresent();
    assertThat(limiter.secondsToWait("2001:db8:0:2::1")).isEmpty();
  }

  @Test
  void theLogTellsTheAddressOncePerWindow() {
    Logger logger = (Logger) LoggerFactory.getLogger(GuessLimiter.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      GuessLimiter limiter = limiter(2);
      for (int i = 0; i < 9; i++) {
        limiter.secondsToWait("192.0.2.77");
      }

      assertThat(List.copyOf(log.list))
          .extracting(ILoggingEvent::getFormattedMessage)
          .filteredOn(line -> line.contains("192.0.2.77"))
          .hasSize(1);
    } finally {
      logger.detachAppender(log);
    }
  }

  /** Those that have been idle longest are forgotten. */
  @Test
  void aHundredThousandAddressesTakeNoMoreMemoryThanSome() {
    GuessLimiter limiter = limiter(1);
    limiter.secondsToWait("192.0.2.1");
    assertThat(limiter.secondsToWait("192.0.2.1")).isPresent();

    for (int i = 0; i < 100_000; i++) {
      limiter.secondsToWait("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
    }

    assertThat(limiter.secondsToWait("192.0.2.1")).isEmpty();
  }

  private RawResponse coolset(String token) {
    return server
        .raw()
        .send("GET", BothContracts.COOLSET, Map.of("Authorization", "Bearer " + token), null);
  }

  private RawResponse compleat(UUID key) {
    return server
        .raw()
        .send(
            "GET",
            BothContracts.COMPLEAT,
            Map.of("x-api-compleat-key", key.toString(), "x-api-version", "1"),
            null);
  }

  @Test
  @Tag("promise:guessing")
  void unknownTokensAndKeysAreThrottledWhileValidOnesPass() {
    server =
        TestServer.limited(
            "django/data", clock, new RateLimits(true, 10_000, 10_000, InvitationQuotas.OFF));
    for (int i = 0; i < RateLimits.GUESSES_PER_MINUTE; i++) {
      assertThat(coolset("wrong-" + i).status()).isEqualTo(401);
    }

    RawResponse token = coolset("wrong-again");
    RawResponse key = compleat(UUID.randomUUID());

    assertThat(token.status()).isEqualTo(429);
    assertThat(token.text()).startsWith("{\"detail\":\"Request was throttled.");
    assertThat(token.header("retry-after").orElseThrow()).matches("[1-9][0-9]?");
    assertThat(token.headers()).doesNotContainKey("x-ratelimit-limit");
    assertThat(key.status()).isEqualTo(429);
    assertThat(key.text()).startsWith("{ \"statusCode\": 429,");
    assertThat(coolset(BothContracts.TOKEN).status()).isEqualTo(200);
    assertThat(compleat(UUID.fromString(BothContracts.KEY)).status()).isEqualTo(200);
  }
}
