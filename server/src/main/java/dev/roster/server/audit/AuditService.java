package dev.roster.server.audit;

import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.failure.UserErrorException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The audit log for operators, in the order of the ids. Safe for use by many threads. */
public final class AuditService {
  private static final int PAGE = 1000;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Database database;
  private final AuditStore store;
  private final Duration patience;

  /**
   * @param patience how long to wait for transactions that are writing events
   */
  public AuditService(Database database, AuditStore store, Duration patience) {
    this.database = database;
    this.store = store;
    this.patience = patience;
  }

  /**
   * An id up to which no event can appear any more. Ids are handed out before their transactions
   * end, so a smaller one can become visible after a greater one; this waits for the transactions
   * that are writing, and holds up nobody.
   *
   * @throws StillWritingException if one of them does not end in time
   */
  public long settled(OperatorCaller caller) {
    long last = database.reading(store::last);
    // the transaction that got a smaller id has the lock of its insert by now, and keeps it to the
    // end
    Set<String> before = new HashSet<>(database.reading(store::writing));
    long end = System.nanoTime() + patience.toNanos();
    while (!before.isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new StillWritingException(patience);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      before.retainAll(database.reading(store::writing));
    }
    return last;
  }

  /** The newest events that the query selects, up to an id, the oldest first. */
  public List<AuditEvent> newest(OperatorCaller caller, AuditQuery query, long last, int count) {
    return database.reading(tx -> store.newest(tx, query, last, count)).reversed();
  }

  /** The addresses of the people and invitations in some events. */
  public EventAddresses addresses(OperatorCaller caller, List<AuditEvent> events) {
    return database.reading(tx -> store.addresses(tx, events));
  }

  /**
   * Hands on all events that the query selects, up to an id, the oldest first and never many at a
   * time; returns how many there were.
   */
  public long each(OperatorCaller caller, AuditQuery query, long last, Consumer<AuditEvent> sink) {
    long count = 0;
    AuditQuery rest = query;
    while (true) {
      AuditQuery next = rest;
      List<AuditEvent> page = database.reading(tx -> store.page(tx, next, last, PAGE));
      page.forEach(sink);
      count += page.size();
      if (page.size() < PAGE) {
        return count;
      }
      rest = rest.after(page.getLast().id());
    }
  }

  /** A transaction that writes an event does not end. */
  public static final class StillWritingException extends UserErrorException {
    private static final long serialVersionUID = 1L;

    StillWritingException(Duration patience) {
      super(
          "A transaction has been writing an audit event for more than "
              + patience.toSeconds()
              + " s, so the log is not complete yet; try again.");
    }
  }
}
