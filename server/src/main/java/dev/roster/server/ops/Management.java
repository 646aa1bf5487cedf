package dev.roster.server.ops;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The management of a running server: its readiness, its metrics and its log levels, and the port
 * that shows them. It is open before the database is, so that a long migration is seen.
 */
public final class Management implements AutoCloseable {
  private final Readiness readiness = new Readiness();
  private final Metrics metrics = new Metrics();
  private final IndexPage index;
  private final ManagementServer server;

  /**
   * Begins to listen.
   *
   * @param look of its pages for people
   * @throws dev.roster.server.failure.UserErrorException if the port is taken
   */
  public Management(ManagementAddress address, PageLook look) {
    HealthPages health = new HealthPages(readiness);
    Map<String, Supplier<Page>> pages =
        new HashMap<>(
            Map.of("/livez", health::live, "/readyz", health::ready, "/metrics", metrics::page));
    Optional<LoggersPages> loggers = LogLevels.ofProcess().map(LoggersPages::new);
    loggers.ifPresent(each -> pages.put(LoggersPages.PATH, each::all));
    this.index = new IndexPage(pages.keySet(), look);
    this.server = ManagementServer.start(address, new ManagementHandler(pages, loggers, index));
  }

  /** Names the address of the server that serves now, for the first page. */
  public void serving(URI address) {
    index.leadTo(address);
  }

  /** The address of the management port, without a trailing slash. */
  public URI baseUri() {
    return server.baseUri();
  }

  public Readiness readiness() {
    return readiness;
  }

  public Metrics metrics() {
    return metrics;
  }

  @Override
  public void close() {
    server.close();
    metrics.close();
  }
}
