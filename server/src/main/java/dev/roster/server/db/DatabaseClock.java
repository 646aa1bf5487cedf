package dev.roster.server.db;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The clock of the database, compared with that of this process. Safe for use by many threads. */
public final class DatabaseClock {
  private final Database database;
  private final Clock own;

  public DatabaseClock(Database database, Clock own) {
    this.database = database;
    this.own = own;
  }

  /**
   * The time by which the database is ahead, negative if it is behind; zero where the difference
   * may be the time that the question took.
   */
  public Duration skew() {
    Instant before = own.instant();
    Instant there = database.reading(DatabaseClock::now);
    Instant after = own.instant();
    if (there.isAfter(after)) {
      return Duration.between(after, there);
    }
    return there.isBefore(before) ? Duration.between(before, there) : Duration.ZERO;
  }

  private static Instant now(ReadConnection tx) {
    return tx.handle()
        .createQuery("SELECT clock_timestamp() AS now")
        .map((row, context) -> TimestampColumns.instant(row, "now"))
        .one();
  }
}
