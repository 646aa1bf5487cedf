package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseClockTest {
  /** The clock of the database is that of this machine here. */
  @ParameterizedTest
  @ValueSource(longs = {0, 7200, -7200})
  void aDifferenceIsSeenUpToTheTimeThatTheQuestionTakes(long secondsAhead) {
    Clock own = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-secondsAhead));
    try (Database database = Database.open(TestDatabase.fresh(), 1)) {
      assertThat(new DatabaseClock(database, own).skew())
          .isCloseTo(Duration.ofSeconds(secondsAhead), Duration.ofSeconds(1));
    }
  }
}
