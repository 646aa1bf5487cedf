package dev.roster.server.authentication;

import static dev.roster.server.testing.TestServer.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.OperatorServices;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.credential.TokenService;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.Database;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The times at which last uses of tokens and keys are written. */
class LastUseRecorderTest {
  private static final long ANN = 1;
  private static final UUID ALPHA = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");
  private static final String ALPHA_KEY = "aaaaaaaa-1111-4000-8000-000000000001";
  private static final String ME = "/api/accounts/users/me/";

  private final MovableClock clock = new MovableClock(Instant.parse("2031-03-01T12:00:00Z"));
  private TestServer server;
  private TokenService tokens;

  @BeforeEach
  void start() {
    server = TestServer.withData("two-tenants", clock);
    tokens = OperatorServices.over(server.database(), clock).tokens();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theLastUseIsWrittenAtTheEndAndNotByRequests() {
    assertThat(server.get("ann-token", ME).status()).isEqualTo(200);
    assertThat(server.compleat(ALPHA_KEY, "/api/users/" + ALPHA + "/null").status()).isEqualTo(200);
    assertThat(tokens.ofPerson(OPERATOR, ANN).getFirst().lifespan().lastUsedAt()).isEmpty();

    server.close();

    try (Database after = Database.open(server.url(), 1)) {
      assertThat(OperatorServices.over(after, clock).tokens().ofPerson(OPERATOR, ANN))
          .singleElement()
          .satisfies(token -> assertThat(token.lifespan().lastUsedAt()).hasValue(clock.instant()));
      assertThat(OperatorServices.over(after, clock).tenantKeys().all(OPERATOR))
          .extracting(key -> key.lifespan().lastUsedAt())
          .containsExactlyInAnyOrder(Optional.of(clock.instant()), Optional.empty());
    }
  }

  private UserCaller authenticated(LastUseRecorder lastUse) {
    return ((Authentication.Authenticated)
            new Authenticator(
                    server.database(), new AuthenticationStore(), lastUse, clock, Optional.empty())
                .byToken("ann-token", CallerQuery.ofNothing(), CallOrigin.terminal()))
        .caller();
  }

  private LastUseRecorder recorder() {
    return new LastUseRecorder(server.database(), new AuthenticationStore(), clock);
  }

  private Optional<Instant> lastUseOfAnn() {
    return tokens.ofPerson(OPERATOR, ANN).getFirst().lifespan().lastUsedAt();
  }

  @Test
  void aFlushWritesTheLatestUseOnceAndKeepsWhatItCannotWrite() {
    try (LastUseRecorder lastUse = recorder()) {
      UserCaller ann = authenticated(lastUse);
      clock.advance(Duration.ofMinutes(1));
      lastUse.ofToken(ann.tokenId());
      sql("ALTER TABLE api_token RENAME TO api_token_away");
      lastUse.flush();
      sql("ALTER TABLE api_token_away RENAME TO api_token");

      lastUse.flush();

      assertThat(lastUseOfAnn()).hasValue(clock.instant());
    }
  }

  @Test
  void theFirstUseIsWrittenAtOnceAndThoseAfterItEveryHalfMinute() {
    try (LastUseRecorder lastUse = recorder()) {
      UserCaller ann = authenticated(lastUse);
      Instant first = clock.instant();
      lastUse.flushDue();
      assertThat(lastUseOfAnn()).hasValue(first);

      clock.advance(Duration.ofSeconds(29));
      lastUse.ofToken(ann.tokenId());
      lastUse.flushDue();
      assertThat(lastUseOfAnn()).hasValue(first);

      clock.advance(Duration.ofSeconds(1));
      lastUse.flushDue();
      assertThat(lastUseOfAnn()).hasValue(first.plusSeconds(29));
    }
  }

  @Test
  void aClockThatWasSetBackDoesNotHoldUsesUp() {
    try (LastUseRecorder lastUse = recorder()) {
      UserCaller ann = authenticated(lastUse);
      lastUse.flushDue();
      clock.advance(Duration.ofDays(-1));
      sql("UPDATE api_token SET last_used_at = NULL");

      lastUse.ofToken(ann.tokenId());
      lastUse.flushDue();

      assertThat(lastUseOfAnn()).hasValue(clock.instant());
    }
  }

  /** An outage lasts, and each failed flush is a line of the log. */
  @Test
  void afterAFailureSomeFlushesAreLeftOut() {
    try (LastUseRecorder lastUse = recorder()) {
      authenticated(lastUse);
      sql("ALTER TABLE api_token RENAME TO api_token_away");
      lastUse.flushDue();
      sql("ALTER TABLE api_token_away RENAME TO api_token");

      for (int pause = 0; pause < 5; pause++) {
        lastUse.flushDue();
        assertThat(lastUseOfAnn()).isEmpty();
      }
      lastUse.flushDue();
      assertThat(lastUseOfAnn()).hasValue(clock.instant());
    }
  }

  private void sql(String statement) {
    server.database().inTransaction(tx -> tx.handle().execute(statement));
  }
}
