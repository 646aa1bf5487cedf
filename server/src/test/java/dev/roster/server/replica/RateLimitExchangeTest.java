package dev.roster.server.replica;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.http.RateLimiter;
import dev.roster.server.http.RateLimiter.Standing;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Two servers without HTTP, whose exchanges a test makes one by one. */
class RateLimitExchangeTest {
  private static final Instant NOON = Instant.parse("2031-03-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final UUID TOKEN = new UUID(2, 1);
  private static final int LIMIT = 10;

  private final DatabaseUrl url = TestDatabase.fresh();
  private final Server here = new Server(NOON);

  /** Two hours ahead of the other, and years of the database. */
  private final Server there = new Server(NOON.plus(HOUR.multipliedBy(2)));

  private final class Server {
    private final MovableClock clock;
    private final RateLimiter limiter;
    private final Database database = Database.open(url, 2);
    private final RateLimitExchange exchange;

    Server(Instant now) {
      this.clock = new MovableClock(now);
      this.limiter = new RateLimiter(LIMIT, HOUR, clock);
      this.exchange =
          new RateLimitExchange(database, new RateLimitStore(), Map.of("coolset", limiter));
    }

    long use(int times) {
      long admitted = 0;
      for (int i = 0; i < times; i++) {
        admitted += limiter.take(TOKEN).admitted() ? 1 : 0;
      }
      return admitted;
    }

    Standing standing() {
      return limiter.look(TOKEN);
    }
  }

  @AfterEach
  void close() {
    here.exchange.close();
    there.exchange.close();
    here.database.close();
    there.database.close();
  }

  /** Often enough for both to meet, to send, and to send again what changed by what they read. */
  private void exchange() {
    for (int i = 0; i < 3; i++) {
      here.exchange.exchange();
      there.exchange.exchange();
    }
  }

  private void pass(Duration time) {
    here.clock.advance(time);
    there.clock.advance(time);
    sql(
        "UPDATE rate_limit_count SET ends_at = ends_at - interval '%s seconds'"
            .formatted(time.toSeconds()));
  }

  private void sql(String statement) {
    TestDatabase.change(url, statement);
  }

  private long rows() {
    return here.database.reading(tx ->
        tx.handle().createQuery("SELECT count(*) FROM rate_limit_count").mapTo(Long.class).one());
  }

  @Test
  void serversAdmitTogetherWhatOneWould() {
    assertThat(here.use(4)).isEqualTo(4);
    assertThat(there.use(3)).isEqualTo(3);
    exchange();

    assertThat(here.standing().remaining()).isEqualTo(3);
    assertThat(there.standing().remaining()).isEqualTo(3);
    assertThat(here.use(5)).isEqualTo(3);
    exchange();
    assertThat(there.limiter.take(TOKEN).admitted()).isFalse();
    assertThat(here.exchange.replicas()).isEqualTo(2);
  }

  @Test
  void aTokenThatIsUsedUpIsRefusedWhereItWasNeverSeen() {
    here.use(LIMIT);
    exchange();

    Standing refused = there.limiter.take(TOKEN);

    assertThat(refused.admitted()).isFalse();
    assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(3590), HOUR);
  }

  @Test
  void theWindowThatEndsFirstEndsForAll() {
    here.use(4);
    pass(Duration.ofMinutes(20));
    there.use(1);
    exchange();
    Duration left = Duration.ofMinutes(40);

    assertThat(Duration.between(there.clock.instant(), there.standing().reset()))
        .isBetween(left.minusSeconds(2), left.plusSeconds(2));
    pass(left.plusSeconds(5));
    exchange();

    assertThat(here.standing().remaining()).isEqualTo(LIMIT);
    assertThat(there.standing().remaining()).isEqualTo(LIMIT);
    assertThat(there.use(6)).isEqualTo(6);
    exchange();
    assertThat(here.use(6)).isEqualTo(4);
  }

  @Test
  void aServerThatJoinsLaterLearnsWhatWasCountedBefore() {
    here.use(7);
    here.exchange.exchange();
    assertThat(rows()).as("nobody would read it").isZero();
    assertThat(here.exchange.replicas()).isOne();

    exchange();

    assertThat(there.use(LIMIT)).isEqualTo(3);
  }

  @Test
  void whatAServerHasCountedRemainsWhenItEnds() {
    exchange();
    here.use(7);
    here.exchange.close();
    there.exchange.exchange();

    assertThat(there.exchange.replicas()).isOne();
    assertThat(there.standing().remaining()).as("of a restart nobody profits").isEqualTo(LIMIT);
    Server again = new Server(NOON);
    there.exchange.exchange();
    again.exchange.exchange();
    assertThat(again.standing().remaining()).isEqualTo(3);
    again.exchange.close();
    again.database.close();
  }

  @Test
  void withoutTheDatabaseEachServerCountsForItselfAndSaysSoOnce() {
    here.use(2);
    exchange();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(RateLimitExchange.class);
    TestDatabase.administer(url, "ALTER DATABASE %s ALLOW_CONNECTIONS false");
    TestDatabase.closeConnections(url);
    logger.addAppender(log);
    for (int i = 0; i < 3; i++) {
      there.exchange.exchange();
    }

    assertThat(there.use(LIMIT)).isEqualTo(8);
    TestDatabase.administer(url, "ALTER DATABASE %s ALLOW_CONNECTIONS true");
    // an interrupted transaction may have arrived or not: counts are replaced, so both are the same
    exchange();
    exchange();
    logger.detachAppender(log);
    assertThat(here.standing().remaining()).isZero();
    assertThat(log.list)
        .filteredOn(event -> event.getFormattedMessage().startsWith("this server counts"))
        .allSatisfy(event -> assertThat(event.getFormattedMessage().lines()).hasSize(1))
        .hasSizeLessThanOrEqualTo(2);
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("the servers count requests together again");
  }

  @Test
  void countsThatTheDatabaseLostAreSentAgainWithTheNextRequest() {
    here.use(2);
    exchange();
    sql("TRUNCATE rate_limit_count, replica");
    here.use(1);
    exchange();

    assertThat(there.standing().remaining()).isEqualTo(LIMIT - 3);
  }
}
