package dev.roster.server.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a port, keeps connections to their limits, and stops without dropping a request that
 * it has begun to read.
 */
public final class HttpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  private static final int MAX_REQUESTS = 64;

  /** They accept and select, and run what does not block. */
  private static final int MAX_THREADS = 16;

  private static final int WAITING_TO_BE_ACCEPTED = 1024;

  /** A stopping server has heard everybody if nobody spoke for so long. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** The time that clients have to close a connection after its last response. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final HttpLimits limits;
  private final RequestThreads requests;
  private final QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
  private final Server server = new Server(threads);
  private final HttpConfiguration http = new HttpConfiguration();
  private final Optional<TlsEndpoint> tls;
  private final DrainingConnector connector;
  private final NetworkConnectionLimit most;
  private final ConnectionSweep sweep;
  private final AdmissionHandler admission;
  private volatile boolean stopping;
  private volatile int unfinished;

  private HttpListener(
      String host,
      int port,
      HttpLimits limits,
      Optional<ServerCertificate.Source> certificate,
      FrontHandler front,
      Handler around) {
    this.limits = limits;
    tls = certificate.map(TlsEndpoint::new);
    requests = new RequestThreads(MAX_REQUESTS, limits.queued(), limits.queueing());
    threads.setName("http");
    threads.setVirtualThreadsExecutor(requests);
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(HttpLimits.MAX_HEAD);
    http.setMaxResponseHeaderSize(HttpLimits.MAX_RESPONSE_HEAD);
    // a path that looks odd is the business of its door, which treats it like any unknown one
    http.setUriCompliance(UriCompliance.UNSAFE);
    // the host of an absolute target counts, whatever the Host header says (RFC 9112, 3.2.2); and a
    // port in Host may be empty, so hosts are checked where fields are counted
    http.setHttpCompliance(
        http.getHttpCompliance()
            .with(
                "hosts",
                HttpCompliance.Violation.MISMATCHED_AUTHORITY,
                HttpCompliance.Violation.UNSAFE_HOST_HEADER));
    // header values as they were sent: error texts repeat some of them
    http.setHeaderCacheCaseSensitive(true);
    // Jetty would keep 96 KiB for each connection, which together fill the heap
    http.setHeaderCacheSize(0);
    connector = new DrainingConnector(server, this::makeRoom, protocols(tls, http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(WAITING_TO_BE_ACCEPTED);
    connector.setIdleTimeout(limits.idle().toMillis());
    server.addConnector(connector);
    most = new NetworkConnectionLimit(limits.connections(), connector);
    server.addBean(most);
    sweep =
        new ConnectionSweep(
            connector::getConnectedEndPoints,
            this::isBehind,
            limits,
            server.getScheduler(),
            System::nanoTime);
    admission = new AdmissionHandler(front, around);
    server.setHandler(
        new ConnectionCloseHandler(() -> stopping, new BufferedRequestHandler(limits, admission)));
    server.setErrorHandler(new ProtocolErrors(front));
    server.setStopTimeout(0);
  }

  private static ConnectionFactory[] protocols(
      Optional<TlsEndpoint> tls, HttpConfiguration configuration) {
    ConnectionFactory plain = new RosterConnection.Factory(configuration);
    return tls.map(
            endpoint -> new ConnectionFactory[] {endpoint.around(plain.getProtocol()), plain})
        .orElseGet(() -> new ConnectionFactory[] {plain});
  }

  /**
   * Begins to listen.
   *
   * @param port 0 for any free one
   * @param certificate for TLS; without one, there is none
   * @param front finds the doors
   * @param around handles every request, the front among it
   * @throws IOException if the port cannot be listened on
   */
  public static HttpListener start(
      String host,
      int port,
      HttpLimits limits,
      Optional<ServerCertificate.Source> certificate,
      FrontHandler front,
      Handler around)
      throws IOException {
    HttpListener listener = new HttpListener(host, port, limits, certificate, front, around);
    try {
      listener.server.start();
    } catch (Exception failure) {
      listener.stop();
      if (failure instanceof IOException unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException("the server cannot start", failure);
    }
    listener.sweep.start();
    listener.requests.watch(listener.server.getScheduler());
    listener.tls.ifPresent(endpoint -> endpoint.watch(listener.server.getScheduler()));
    return listener;
  }

  /** The port that is listened on. */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Accepts who waits, stops listening, finishes the requests that came and says {@code Connection:
   * close} in each of their responses, waits until no connection has spoken for a while, and closes
   * them.
   */
  @Override
  public void close() {
    requests.refuseNothing();
    announceStop();
    // as many again have room, since a connection counts for twice of what it holds at most
    most.setMaxNetworkConnectionCount(Integer.MAX_VALUE);
    connector.drain(Math.min(limits.connections(), WAITING_TO_BE_ACCEPTED));
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

  /** Has each response from now on say {@code Connection: close}, while all are still answered. */
  public void announceStop() {
    stopping = true;
    http.setPersistentConnectionsEnabled(false);
  }

  /** The end of the validity of the certificate that clients are shown; empty without TLS. */
  public Optional<Instant> certificateExpiry() {
    return tls.map(endpoint -> endpoint.certificate().expiry());
  }

  /** The number of open connections. */
  public int connections() {
    return connector.getConnectedEndPoints().size();
  }

  /** The number of requests that were refused since others would not let them run in time. */
  public long refused() {
    return admission.refused();
  }

  /** The number of requests that run. */
  public int running() {
    return requests.running();
  }

  /** The number of requests that were read and wait for others. */
  public int waiting() {
    return requests.waiting();
  }

  /** The number of requests that were cut off when the server stopped. */
  public int unfinished() {
    return unfinished;
  }

  private boolean isBehind() {
    return threads.getQueueSize() > 0 || requests.waiting() > 0;
  }

  private void makeRoom() {
    sweep.makeRoom();
  }

  private int finish() {
    long begin = System.nanoTime();
    long lastHeard = begin;
    while (true) {
      long now = System.nanoTime();
      // asked first: who is on the way from there to here is seen in both
      int arriving = connector.arriving();
      List<EndPoint> open =
          connector.getConnectedEndPoints().stream().filter(EndPoint::isOpen).toList();
      int busy = (int) open.stream().filter(HttpListener::isBusy).count();
      if (busy > 0 || arriving > 0 || threads.getQueueSize() > 0 || requests.waiting() > 0) {
        lastHeard = now;
      }
      boolean left = open.stream().allMatch(EndPoint::isOutputShutdown);
      boolean heard =
          open.isEmpty()
              || now - lastHeard > LINGER.toNanos()
              || now - lastHeard > QUIET_NANOS && !left;
      if (busy == 0 && arriving == 0 && heard) {
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
    RosterConnection connection = RosterConnection.at(peer);
    return connection != null
        && !peer.isOutputShutdown()
        && !connection.isIdle()
        && !connection.hasWaited(LINGER);
  }

  private void stop() {
    sweep.close();
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the server does not stop", failure);
    } finally {
      requests.close();
    }
  }
}
