package dev.roster.server.authentication;

import dev.roster.server.db.Database;
import dev.roster.server.db.SqlReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the last uses of tokens and keys: in memory first, so that no request waits for a write.
 * A thread of its own writes the first use within seconds, those of a busy token every half minute,
 * and all of them at the end. What a crash loses is at most half a minute of stamps. Safe for use
 * by many threads.
 */
public final class LastUseRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LastUseRecorder.class);
  private static final int FLUSH_SECONDS = 5;
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(30);

  /** Flushes to leave out after a failed one: an outage lasts, and each is a line of the log. */
  private static final int PAUSES = 5;

  /** Beyond this, a use is not noted until a write has made room. */
  private static final int MOST = 10_000;

  private final Uses tokens = new Uses();
  private final Uses keys = new Uses();
  private final Database database;
  private final AuthenticationStore store;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("last-use").unstarted(work));

  /** Flushes to leave out. Guarded by this. */
  private int pauses;

  public LastUseRecorder(Database database, AuthenticationStore store, Clock clock) {
    this.database = database;
    this.store = store;
    this.clock = clock;
  }

  /** Begins to write every few seconds. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(
            this::flushDue, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
  }

  void ofToken(UUID id) {
    tokens.note(id, now());
  }

  void ofKey(UUID id) {
    keys.note(id, now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Writes what was noted; what cannot be written now is kept for the next time. */
  public void flush() {
    write(tokens.all(), keys.all());
  }

  /** Writes the same, without tokens and keys that were written in the last half minute. */
  synchronized void flushDue() {
    if (pauses > 0) {
      pauses--;
      return;
    }
    Instant now = now();
    write(tokens.due(now), keys.due(now));
  }

  private synchronized void write(
      SortedMap<UUID, Instant> usedTokens, SortedMap<UUID, Instant> usedKeys) {
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
      pauses = PAUSES;
      return;
    }
    Instant now = now();
    tokens.wrote(usedTokens, now);
    keys.wrote(usedKeys, now);
  }

  /** Writes what was noted and stops. */
  @Override
  public void close() {
    timer.shutdown();
    flush();
  }

  /** The uses of tokens, or those of keys. */
  private static final class Uses {
    private final ConcurrentHashMap<UUID, Instant> noted = new ConcurrentHashMap<>();

    /** The times of the last writes, as far as they matter. Guarded by this. */
    private final HashMap<UUID, Instant> written = new HashMap<>();

    void note(UUID id, Instant now) {
      if (noted.size() < MOST || noted.containsKey(id)) {
        noted.put(id, now);
      }
    }

    /** In the order of the ids, by which servers that write at once lock the same rows. */
    SortedMap<UUID, Instant> all() {
      return new TreeMap<>(noted);
    }

    synchronized SortedMap<UUID, Instant> due(Instant now) {
      Instant since = now.minus(BETWEEN_WRITES);
      // a clock that was set back does not hold a write up
      written.values().removeIf(at -> !at.isAfter(since) || at.isAfter(now));
      SortedMap<UUID, Instant> due = all();
      due.keySet().removeAll(written.keySet());
      return due;
    }

    synchronized void wrote(SortedMap<UUID, Instant> uses, Instant now) {
      uses.forEach((id, at) -> {
        noted.remove(id, at);
        written.put(id, now);
      });
    }
  }
}
