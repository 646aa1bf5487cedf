package dev.roster.server.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.server.db.Database;
import dev.roster.server.http.RateLimiter.Count;
import dev.roster.server.replica.RateLimitStore.Learned;
import dev.roster.server.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RateLimitStoreTest {
  private static final UUID HERE = new UUID(1, 1);
  private static final UUID THERE = new UUID(1, 2);
  private static final UUID ELSEWHERE = new UUID(1, 3);
  private static final UUID TOKEN = new UUID(2, 1);
  private static final UUID OTHER_TOKEN = new UUID(2, 2);
  private static final Duration HOUR = Duration.ofHours(1);

  @AutoClose private final Database database = Database.open(TestDatabase.fresh(), 2);
  private final RateLimitStore store = new RateLimitStore();

  private int seen(UUID replica) {
    return database.inTransaction(tx -> store.seen(tx, replica));
  }

  private void put(UUID replica, Count... counts) {
    database.inTransaction(tx -> {
      store.put(tx, replica, "coolset", List.of(counts));
      return true;
    });
  }

  private List<Learned> changed(UUID replica, Duration since) {
    return changed(replica, since, 10);
  }

  private List<Learned> changed(UUID replica, Duration since, int most) {
    return database.inTransaction(tx -> store.changed(tx, replica, since, most));
  }

  private void execute(String sql) {
    database.inTransaction(tx -> tx.handle().execute(sql));
  }

  private long rows(String table) {
    return database.reading(
        tx -> tx.handle().createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
  }

  @Test
  void serversThatRunAreCountedUntilTheyEnd() {
    assertThat(seen(HERE)).isZero();
    assertThat(seen(HERE)).as("again").isZero();
    assertThat(seen(THERE)).isOne();

    database.inTransaction(tx -> {
      store.gone(tx, HERE);
      return true;
    });

    assertThat(seen(THERE)).isZero();
  }

  @Test
  void aServerThatWasKilledIsNotCountedForLong() {
    seen(HERE);
    execute("UPDATE replica SET seen_at = now() - interval '11 seconds'");

    assertThat(seen(THERE)).isZero();
  }

  @Test
  void theCountsOfAllOtherServersAreAddedUpToTheEarliestEnd() {
    put(HERE, new Count(TOKEN, 100, Duration.ofMinutes(1)));
    put(THERE, new Count(TOKEN, 20, HOUR));
    put(ELSEWHERE, new Count(TOKEN, 3, Duration.ofMinutes(30)));
    put(ELSEWHERE, new Count(OTHER_TOKEN, 5, HOUR));

    List<Learned> learned = changed(HERE, HOUR);

    assertThat(learned)
        .extracting(each -> each.count().credential(), each -> each.count().used())
        .containsExactlyInAnyOrder(tuple(TOKEN, 23L), tuple(OTHER_TOKEN, 5L));
    assertThat(learned)
        .filteredOn(each -> each.count().credential().equals(TOKEN))
        .allSatisfy(each ->
            assertThat(each.count().left())
                .isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30)));
  }

  @Test
  void aCountIsReplacedNotAdded() {
    put(THERE, new Count(TOKEN, 20, HOUR));
    put(THERE, new Count(TOKEN, 21, HOUR));

    assertThat(changed(HERE, HOUR))
        .singleElement()
        .satisfies(each -> assertThat(each.count().used()).isEqualTo(21));
  }

  @Test
  void whatHasNotChangedSinceIsNotReadAgainUnlessTheServerItselfHasCounted() {
    put(THERE, new Count(TOKEN, 20, HOUR));
    execute("UPDATE rate_limit_count SET changed_at = changed_at - interval '1 minute'");
    assertThat(changed(HERE, Duration.ofSeconds(30))).isEmpty();

    put(HERE, new Count(TOKEN, 1, HOUR));

    assertThat(changed(HERE, Duration.ofSeconds(30))).hasSize(1);
  }

  @Test
  void countsOfWindowsThatAreOverAreNotReadAndAreDeleted() {
    seen(THERE);
    put(THERE, new Count(TOKEN, 20, HOUR), new Count(OTHER_TOKEN, 1, HOUR.multipliedBy(2)));
    execute(
        "UPDATE rate_limit_count SET ends_at = ends_at - interval '1 hour'"
            + " WHERE credential = '"
            + TOKEN
            + "'");
    execute("UPDATE replica SET seen_at = now() - interval '2 hours'");
    assertThat(changed(HERE, HOUR))
        .singleElement()
        .satisfies(each -> assertThat(each.count().credential()).isEqualTo(OTHER_TOKEN));

    database.inTransaction(tx -> {
      store.sweep(tx);
      return true;
    });

    assertThat(rows("rate_limit_count")).isOne();
    assertThat(rows("replica")).isZero();
  }

  @Test
  void noMoreCredentialsAreReadThanAskedForAndTheBusiestFirst() {
    put(THERE, new Count(TOKEN, 20, HOUR), new Count(OTHER_TOKEN, 1, HOUR));

    assertThat(changed(HERE, HOUR, 1))
        .singleElement()
        .satisfies(each -> assertThat(each.count().credential()).isEqualTo(TOKEN));
  }
}
