package dev.roster.server.replica;

import dev.roster.server.db.Database;
import dev.roster.server.db.SqlReason;
import dev.roster.server.db.Transaction;
import dev.roster.server.http.RateLimiter;
import dev.roster.server.http.RateLimiter.Count;
import dev.roster.server.replica.RateLimitStore.Learned;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges the counts of rate limits with the other servers of the database every second, and
 * within a tenth of one where a limit may be reached before. A server without others only notes
 * that it runs. While the database is away, each server counts for itself. No request waits for an
 * exchange. Safe for use by many threads.
 */
public final class RateLimitExchange implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RateLimitExchange.class);

  /** The longest and the shortest time from one exchange to the next. */
  private static final Duration EVERY = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * The most counts that an exchange sends of one API, and reads, for it to end within a second.
   */
  private static final int SENT = 5_000;

  private static final int READ = 10_000;

  /** The longest wait for an exchange at the end. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Rows are seen by others so much later than they say, at most. */
  private static final Duration COMMIT = Duration.ofSeconds(2);

  /** Longer than every window: all counts. */
  private static final Duration ALWAYS = Duration.ofDays(1);

  private final Database database;
  private final RateLimitStore store;
  private final Map<String, RateLimiter> limiters;
  private final UUID replica = UUID.randomUUID();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Semaphore urgent = new Semaphore(0);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("rate-limits").unstarted(this::run);

  private volatile int others;
  private volatile boolean failing;

  /** Guarded by this. */
  private long learnedAt = System.nanoTime() - ALWAYS.toNanos();

  /**
   * @param limiters by the API whose requests they limit
   */
  public RateLimitExchange(
      Database database, RateLimitStore store, Map<String, RateLimiter> limiters) {
    this.database = database;
    this.store = store;
    this.limiters = Map.copyOf(limiters);
  }

  /** Begins to exchange. */
  public void start() {
    limiters.values().forEach(limiter -> limiter.whenUrgent(this::hurry));
    thread.start();
  }

  private void hurry() {
    if (others > 0 && urgent.availablePermits() == 0) {
      urgent.release();
    }
  }

  private void run() {
    try {
      do {
        exchange();
        var unused = urgent.tryAcquire(EVERY.minus(PAUSE).toMillis(), TimeUnit.MILLISECONDS);
        urgent.drainPermits();
      } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** The number of servers that count together, this one among them. */
  public int replicas() {
    return others + 1;
  }

  /** Exchanges counts once. What cannot be exchanged now is left for the next time. */
  public synchronized void exchange() {
    try {
      others = database.inTransaction(tx -> store.seen(tx, replica));
      if (others > 0) {
        long begun = System.nanoTime();
        Duration since = Duration.ofNanos(begun - learnedAt).plus(COMMIT);
        Map<String, List<Count>> news = news();
        learn(database.inTransaction(tx -> exchange(tx, news, since)));
        learnedAt = begun;
      }
      succeed();
    } catch (RuntimeException failure) {
      limiters.values().forEach(RateLimiter::repeatNews);
      fail(failure);
    }
  }

  private Map<String, List<Count>> news() {
    return limiters.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().news(SENT)));
  }

  private List<Learned> exchange(Transaction tx, Map<String, List<Count>> news, Duration since) {
    news.forEach((api, counts) -> {
      if (!counts.isEmpty()) {
        store.put(tx, replica, api, counts);
      }
    });
    return store.changed(tx, replica, since, READ);
  }

  private void learn(List<Learned> learned) {
    Map<String, List<Count>> counts =
        learned.stream()
            .collect(
                Collectors.groupingBy(
                    Learned::api, Collectors.mapping(Learned::count, Collectors.toList())));
    limiters.forEach((api, limiter) -> limiter.learn(counts.getOrDefault(api, List.of())));
  }

  private void succeed() {
    if (failing) {
      failing = false;
      LOG.info("the servers count requests together again");
    }
  }

  private void fail(RuntimeException failure) {
    if (!failing) {
      failing = true;
      LOG.warn("this server counts requests by itself for now: {}", SqlReason.of(failure));
    }
  }

  /** Hands the last counts over and stops. */
  @Override
  public void close() {
    if (!isEnded() || failing) {
      return;
    }
    if (others > 0) {
      exchange();
    }
    try {
      database.inTransaction(tx -> {
        store.gone(tx, replica);
        return true;
      });
    } catch (RuntimeException failure) {
      LOG.debug("other servers take this one to run for some seconds: {}", SqlReason.of(failure));
    }
  }

  private boolean isEnded() {
    stopped.countDown();
    urgent.release();
    try {
      return !thread.isAlive() || thread.join(PATIENCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
