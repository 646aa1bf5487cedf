package dev.roster.server.ops;

import dev.roster.server.failure.UserErrorException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the management port, with threads and connections of its own, so that it responds
 * while the public port is overloaded. It asks for no credentials.
 */
final class ManagementServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);

  /** One selects, the others run what does not block. */
  private static final int THREADS = 4;

  private static final int MOST_CONNECTIONS = 64;

  /** More than the minute between two scrapes that Prometheus keeps by default. */
  private static final Duration IDLE = Duration.ofSeconds(75);

  private static final int MAX_HEAD = 8_192;

  private final Server server;
  private final URI baseUri;

  private ManagementServer(Server server, URI baseUri) {
    this.server = server;
    this.baseUri = baseUri;
  }

  /**
   * Begins to listen.
   *
   * @throws PortUnavailableException if the port is taken and required, or any is refused
   */
  static ManagementServer start(ManagementAddress address, ManagementHandler pages) {
    try {
      return listen(address.host(), address.port(), pages);
    } catch (IOException taken) {
      if (address.required() || address.port() == 0) {
        throw new PortUnavailableException(address, taken);
      }
      LOG.warn(
          "port {} of {} is taken, management listens on another; choose one with"
              + " --management-port",
          address.port(),
          address.host());
      return start(new ManagementAddress(address.host(), 0, true), pages);
    }
  }

  private static ManagementServer listen(String host, int port, ManagementHandler pages)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("management");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEAD);
    ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    server.setHandler(pages);
    server.setErrorHandler(new ManagementErrors());
    server.setStopTimeout(0);
    try {
      server.start();
    } catch (Exception failure) {
      stop(server);
      if (failure instanceof IOException unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException("the management port cannot be opened", failure);
    }
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return new ManagementServer(
        server, URI.create("http://" + literal + ":" + connector.getLocalPort()));
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the management port cannot be closed", failure);
    }
  }

  /** The address of the management port, without a trailing slash. */
  URI baseUri() {
    return baseUri;
  }

  @Override
  public void close() {
    stop(server);
  }

  /** The management port cannot be listened on. */
  static final class PortUnavailableException extends UserErrorException {
    private static final long serialVersionUID = 1L;

    PortUnavailableException(ManagementAddress address, Throwable cause) {
      super(
          "The management port %d of %s is taken or may not be used; choose another with --management-port and --management-host."
              .formatted(address.port(), address.host()),
          cause);
    }
  }
}
