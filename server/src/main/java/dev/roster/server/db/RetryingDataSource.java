package dev.roster.server.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections for a pool. While there is no database it tries again four times a second: the
 * pool itself pauses for up to five seconds between two attempts, so that a database that is back,
 * or a new primary, would not be used for as long. Safe for use by many threads.
 */
final class RetryingDataSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Connections fail (08), the server stops or starts (57), the database takes none (55000). */
  private static final Set<String> OUTAGES = Set.of("08", "57", "55");

  private volatile boolean retrying;
  private volatile @Nullable SQLException latest;

  RetryingDataSource(DatabaseUrl url, SessionSettings settings) {
    setUrl(settings.address(url));
    SessionSettings.OF_DRIVER.forEach((option, value) -> unlessGiven(url, option, value));
    unlessGiven(url, PGProperty.SOCKET_TIMEOUT, Long.toString(settings.answerWithin().toSeconds()));
    unlessGiven(url, PGProperty.REWRITE_BATCHED_INSERTS, "true");
    unlessGiven(url, PGProperty.SOCKET_FACTORY, WatchedSocketFactory.class.getName());
    if (!url.sharesSessions()) {
      // else a pool that only reads has it for transactions only
      unlessGiven(url, PGProperty.READ_ONLY_MODE, "always");
    }
  }

  private void unlessGiven(DatabaseUrl url, PGProperty option, String value) {
    if (url.option(option).isEmpty()) {
      setProperty(option, value);
    }
  }

  /** Retries from now on. The first connection fails at once, so that a start can be refused. */
  void beginRetrying() {
    retrying = true;
  }

  /** The reason that the latest attempt failed; empty if it did not. */
  Optional<SQLException> latestFailure() {
    return Optional.ofNullable(latest);
  }

  /**
   * A connection of the pool that this one opens connections for. The pool itself does not know why
   * it has none.
   */
  Connection fromPool(DataSource pool) throws SQLException {
    try {
      return pool.getConnection();
    } catch (SQLTransientConnectionException none) {
      SQLException reason = latest;
      throw reason == null ? none : new SQLTransientConnectionException(none.getMessage(), reason);
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    while (true) {
      try {
        Connection connection = super.getConnection(user, password);
        latest = null;
        return connection;
      } catch (SQLException failure) {
        latest = failure;
        if (!retrying || !isOutage(failure)) {
          throw failure;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        // by the pool that is closed
        if (Thread.currentThread().isInterrupted()) {
          throw failure;
        }
      }
    }
  }

  private static boolean isOutage(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && state.length() == 5 && OUTAGES.contains(state.substring(0, 2));
  }
}
