package dev.roster.server.boot;

import dev.roster.server.db.Database;
import dev.roster.server.db.SqlReason;
import dev.roster.server.db.Transaction;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes, a minute after the start and then every hour, what is kept for a day only. Several
 * servers may do so at the same time.
 */
public final class ExpiredRowCleaner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiredRowCleaner.class);
  private static final int FIRST_MINUTE = 1;
  private static final int EVERY_MINUTES = 60;

  private final Database database;
  private final List<Consumer<Transaction>> sweeps;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("expired-row-cleaner").unstarted(work));

  /**
   * @param sweeps each in a transaction of its own
   */
  public ExpiredRowCleaner(Database database, List<Consumer<Transaction>> sweeps) {
    this.database = database;
    this.sweeps = List.copyOf(sweeps);
  }

  void start() {
    var unused =
        timer.scheduleWithFixedDelay(this::sweep, FIRST_MINUTE, EVERY_MINUTES, TimeUnit.MINUTES);
  }

  /** Deletes what is due; what cannot be deleted now is left for the next time. */
  public void sweep() {
    for (Consumer<Transaction> each : sweeps) {
      try {
        database.inLongTransaction(tx -> {
          each.accept(tx);
          return true;
        });
      } catch (RuntimeException failure) {
        LOG.warn("what is kept for a day cannot be deleted now: {}", SqlReason.of(failure));
      }
    }
  }

  @Override
  public void close() {
    timer.shutdown();
  }
}
