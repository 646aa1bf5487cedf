package dev.roster.server.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections whose head takes too long, and idle ones where there are too many, twice a
 * second until it is closed itself. Where hardly any room is left, those that have kept the server
 * waiting for the longest time go first, so that slow clients cannot keep others out. Safe for use
 * by many threads.
 */
final class ConnectionSweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionSweep.class);
  private static final long PAUSE_MILLIS = 500;

  /** Beyond three quarters of the connections, idle ones have to go. */
  private static final double CROWDED = 0.75;

  /** Beyond seven eighths of the connections, slow ones have to go. */
  private static final double FULL = 0.875;

  /** A client far away needs so long for its first request, or for two packets. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(250);

  /** The same while the server is behind: what looks slow may only not have been read yet. */
  private static final long PATIENCE_WHEN_BEHIND = TimeUnit.SECONDS.toNanos(5);

  private static final long SHORT_PAUSE_MILLIS = 50;
  private static final long BETWEEN_WARNINGS = TimeUnit.SECONDS.toNanos(10);

  private final Supplier<Collection<EndPoint>> connected;
  private final BooleanSupplier behind;
  private final HttpLimits limits;
  private final Scheduler scheduler;
  private final LongSupplier nanoTime;
  private final AtomicBoolean makingRoom = new AtomicBoolean();
  private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());
  private volatile boolean closed;
  private volatile Scheduler.Task next = () -> false;

  /**
   * @param connected returns the connections of the moment
   * @param behind reports whether the server has more to do than it can do at once
   * @param nanoTime tells the time as {@link System#nanoTime} does
   */
  ConnectionSweep(
      Supplier<Collection<EndPoint>> connected,
      BooleanSupplier behind,
      HttpLimits limits,
      Scheduler scheduler,
      LongSupplier nanoTime) {
    this.connected = connected;
    this.behind = behind;
    this.limits = limits;
    this.scheduler = scheduler;
    this.nanoTime = nanoTime;
  }

  /** A connection whose client keeps the server waiting. */
  private record Slow(EndPoint peer, RosterConnection connection, long nanos) {}

  /** Begins to look. */
  void start() {
    next = scheduler.schedule(this::sweep, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Has connections closed that have kept the server waiting, the longest first, until an eighth of
   * all connections is free. Does not block.
   */
  void makeRoom() {
    if (excess() > 0 && !closed && makingRoom.compareAndSet(false, true)) {
      scheduler.schedule(this::closeSlowest, SHORT_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private long excess() {
    return connected.get().size() - (long) Math.ceil(FULL * limits.connections());
  }

  private void closeSlowest() {
    try {
      List<Slow> slowest = slowest(Math.max(0, excess()));
      slowest.forEach(each -> each.connection().giveUp(each.peer()));
      if (!slowest.isEmpty()) {
        warn();
      }
    } finally {
      makingRoom.set(false);
      makeRoom();
    }
  }

  private void warn() {
    long now = System.nanoTime();
    long due = nextWarning.get();
    if (now - due >= 0 && nextWarning.compareAndSet(due, now + BETWEEN_WARNINGS)) {
      LOG.warn(
          "nearly all of {} connections are in use: those of slow clients are closed",
          limits.connections());
    }
  }

  private List<Slow> slowest(long most) {
    long now = nanoTime.getAsLong();
    long patience = behind.getAsBoolean() ? PATIENCE_WHEN_BEHIND : PATIENCE;
    return connected.get().stream()
        .flatMap(peer ->
            Stream.ofNullable(RosterConnection.at(peer))
                .map(connection -> slow(peer, connection, now)))
        .filter(each -> each.nanos() > patience)
        .sorted(Comparator.comparingLong(Slow::nanos).reversed())
        .limit(most)
        .toList();
  }

  private static Slow slow(EndPoint peer, RosterConnection connection, long now) {
    long since = connection.waitingSince();
    return new Slow(peer, connection, since == HeadParser.NONE ? 0 : now - since);
  }

  /** Goes on whatever happens, since nothing else ends a slow head. */
  private void sweep() {
    try {
      Collection<EndPoint> all = connected.get();
      boolean crowded = all.size() > CROWDED * limits.connections();
      all.forEach(each -> look(each, crowded));
    } finally {
      if (!closed) {
        start();
      }
    }
  }

  private void look(EndPoint peer, boolean crowded) {
    try {
      RosterConnection connection = RosterConnection.at(peer);
      if (connection != null) {
        if (isTooSlow(connection)) {
          peer.close(new TimeoutException("the head of a request takes too long"));
        } else if (crowded && connection.isIdle() && isUnused(peer)) {
          peer.close();
        }
      }
    } catch (RuntimeException failure) {
      LOG.warn("a connection cannot be looked at", failure);
    }
  }

  private boolean isTooSlow(RosterConnection connection) {
    return connection.hasWaited(limits.head())
        || connection.hasDawdled(limits.opening())
        || connection.hasNotSpokenFor(limits.opening());
  }

  private boolean isUnused(EndPoint peer) {
    long patience = limits.idleWhenCrowded().toMillis();
    long most =
        behind.getAsBoolean()
            ? Math.max(patience, TimeUnit.NANOSECONDS.toMillis(PATIENCE_WHEN_BEHIND))
            : patience;
    return peer instanceof AbstractEndPoint known && known.getIdleFor() > most;
  }

  @Override
  public void close() {
    closed = true;
    next.cancel();
  }
}
