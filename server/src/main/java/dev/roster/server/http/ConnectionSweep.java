package dev.roster.server.http;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections whose head takes too long, and idle ones where there are too many, twice a
 * second until it is closed itself.
 */
final class ConnectionSweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionSweep.class);
  private static final long PAUSE_MILLIS = 500;

  /** Beyond three quarters of the connections, idle ones have to go. */
  private static final double CROWDED = 0.75;

  private final Supplier<Collection<EndPoint>> connected;
  private final HttpLimits limits;
  private final Scheduler scheduler;
  private volatile boolean closed;
  private volatile Scheduler.Task next = () -> false;

  /**
   * @param connected returns the connections of the moment
   */
  ConnectionSweep(
      Supplier<Collection<EndPoint>> connected, HttpLimits limits, Scheduler scheduler) {
    this.connected = connected;
    this.limits = limits;
    this.scheduler = scheduler;
  }

  /** Begins to look. */
  void start() {
    next = scheduler.schedule(this::sweep, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
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
      if (peer.getConnection() instanceof RosterConnection connection) {
        if (connection.hasWaited(limits.head()) || connection.hasDawdled(limits.idle())) {
          peer.close(new TimeoutException("the head of a request takes too long"));
        } else if (crowded && connection.isIdle() && isUnused(peer)) {
          peer.close();
        }
      }
    } catch (RuntimeException failure) {
      LOG.warn("a connection cannot be looked at", failure);
    }
  }

  private boolean isUnused(EndPoint peer) {
    return peer instanceof AbstractEndPoint known
        && known.getIdleFor() > limits.idleWhenCrowded().toMillis();
  }

  @Override
  public void close() {
    closed = true;
    next.cancel();
  }
}
