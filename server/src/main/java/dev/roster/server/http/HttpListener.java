package dev.roster.server.http;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a port, keeps connections to their limits, and stops without dropping a request that
 * it has begun to read.
 */
public final class HttpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  private static final int MAX_THREADS = 64;
  private static final int WAITING_TO_BE_ACCEPTED = 1024;
  private static final long IDLE_MILLIS = 30_000;
  private static final long SWEEP_MILLIS = 500;

  /** Beyond three quarters of the connections, idle ones have to go. */
  private static final double CROWDED = 0.75;

  private static final long IDLE_WHEN_CROWDED_MILLIS = 2_000;

  /** A stopping server has heard everybody if nobody spoke for so long. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** How long clients are given to close a connection after its last response. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final HttpLimits limits;
  private final QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
  private final Server server = new Server(threads);
  private final HttpConfiguration http = new HttpConfiguration();
  private final ServerConnector connector;
  private volatile boolean stopping;
  private volatile int unfinished;
  private volatile Scheduler.Task sweep = () -> false;

  private HttpListener(
      String host, int port, HttpLimits limits, FrontHandler front, Handler around) {
    this.limits = limits;
    threads.setName("http");
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(HttpLimits.MAX_HEAD);
    // a path that looks odd is the business of its door, which answers it like any unknown one
    http.setUriCompliance(UriCompliance.UNSAFE);
    // header values as they were sent: error texts repeat some of them
    http.setHeaderCacheCaseSensitive(true);
    connector = new ServerConnector(server, new RosterConnection.Factory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(WAITING_TO_BE_ACCEPTED);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    server.setHandler(new Closing(() -> stopping, new Intake(limits, around)));
    server.setErrorHandler(new ProtocolErrors(front));
    server.setStopTimeout(0);
  }

  /**
   * Begins to listen.
   *
   * @param port 0 for any free one
   * @param front finds the doors
   * @param around handles every request, the front among it
   * @throws IOException if the port cannot be listened on
   */
  public static HttpListener start(
      String host, int port, HttpLimits limits, FrontHandler front, Handler around)
      throws IOException {
    HttpListener listener = new HttpListener(host, port, limits, front, around);
    try {
      listener.server.start();
    } catch (Exception failure) {
      listener.stop();
      if (failure instanceof IOException unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException("the server cannot start", failure);
    }
    listener.sweepLater();
    return listener;
  }

  /** The port that is listened on. */
  public int port() {
    return connector.getLocalPort();
  }

  private void sweepLater() {
    sweep = server.getScheduler().schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Closes connections whose head takes too long, and idle ones where there are too many. */
  private void sweep() {
    Collection<EndPoint> all = connector.getConnectedEndPoints();
    boolean crowded = all.size() > CROWDED * limits.connections();
    for (EndPoint each : all) {
      if (each.getConnection() instanceof RosterConnection connection) {
        if (waits(connection, limits.head().toNanos())) {
          each.close(new TimeoutException("the head of a request takes too long"));
        } else if (crowded
            && connection.isIdle()
            && each instanceof AbstractEndPoint idle
            && idle.getIdleFor() > IDLE_WHEN_CROWDED_MILLIS) {
          each.close();
        }
      }
    }
    if (!stopping) {
      sweepLater();
    }
  }

  /** Whether a head has been on its way for longer than a time. */
  private static boolean waits(RosterConnection connection, long nanos) {
    long since = connection.head().headSince();
    return since != HeadParser.NONE && System.nanoTime() - since > nanos;
  }

  /**
   * Stops listening, finishes the requests that came and says {@code Connection: close} in each of
   * their responses, waits until no connection has spoken for a while, and closes them.
   */
  @Override
  public void close() {
    stopping = true;
    connector.close();
    http.setPersistentConnectionsEnabled(false);
    int cut = finish();
    unfinished = cut;
    if (cut > 0) {
      LOG.warn(
          "{} requests were not finished within {} s and are cut off",
          cut,
          limits.grace().toSeconds());
    }
    stop();
  }

  /** How many requests were cut off when the server stopped. */
  public int unfinished() {
    return unfinished;
  }

  private int finish() {
    long begin = System.nanoTime();
    long lastHeard = begin;
    while (true) {
      long now = System.nanoTime();
      List<EndPoint> open =
          connector.getConnectedEndPoints().stream().filter(EndPoint::isOpen).toList();
      int busy = (int) open.stream().filter(HttpListener::isBusy).count();
      if (busy > 0 || threads.getQueueSize() > 0) {
        lastHeard = now;
      }
      boolean left = open.stream().allMatch(EndPoint::isOutputShutdown);
      boolean heard =
          open.isEmpty()
              || now - lastHeard > LINGER_NANOS
              || now - lastHeard > QUIET_NANOS && !left;
      if (busy == 0 && heard) {
        return 0;
      }
      if (now - begin > limits.grace().toNanos()) {
        return busy;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** A head that is not complete after a while is no request yet. */
  private static boolean isBusy(EndPoint peer) {
    return peer.getConnection() instanceof RosterConnection connection
        && !peer.isOutputShutdown()
        && !connection.isIdle()
        && !waits(connection, LINGER_NANOS);
  }

  private void stop() {
    sweep.cancel();
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the server does not stop", failure);
    }
  }
}
