package dev.roster.server.authentication;

import dev.roster.server.db.Database;
import dev.roster.server.db.SqlReason;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When tokens and keys were last used, kept in memory and written every half minute and at the end,
 * so that no request waits for a write. What a crash loses is at most half a minute of stamps. Safe
 * for use by many threads.
 */
public final class LastUseRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LastUseRecorder.class);
  private static final int FLUSH_SECONDS = 30;

  /** Beyond this, a use is not noted until the next flush has made room. */
  private static final int MOST = 10_000;

  private final ConcurrentHashMap<UUID, Instant> tokens = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<UUID, Instant> keys = new ConcurrentHashMap<>();
  private final Database database;
  private final AuthenticationStore store;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("last-use").unstarted(work));

  public LastUseRecorder(Database database, AuthenticationStore store, Clock clock) {
    this.database = database;
    this.store = store;
    this.clock = clock;
  }

  /** Begins to write every half minute. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(this::flush, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
  }

  void ofToken(UUID id) {
    note(tokens, id);
  }

  void ofKey(UUID id) {
    note(keys, id);
  }

  private void note(ConcurrentHashMap<UUID, Instant> uses, UUID id) {
    if (uses.size() < MOST || uses.containsKey(id)) {
      uses.put(id, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
  }

  /** Writes what was noted; what cannot be written now is kept for the next time. */
  public void flush() {
    TreeMap<UUID, Instant> usedTokens = new TreeMap<>(tokens);
    TreeMap<UUID, Instant> usedKeys = new TreeMap<>(keys);
    if (usedTokens.isEmpty() && usedKeys.isEmpty()) {
      return;
    }
    try {
      database.inTransaction(tx -> {
        store.tokensUsed(tx, usedTokens);
        store.keysUsed(tx, usedKeys);
        return true;
      });
    } catch (RuntimeException failure) {
      LOG.warn("when tokens were last used cannot be written now: {}", SqlReason.of(failure));
      return;
    }
    usedTokens.forEach(tokens::remove);
    usedKeys.forEach(keys::remove);
  }

  /** Writes what was noted and stops. */
  @Override
  public void close() {
    timer.shutdown();
    flush();
  }
}
