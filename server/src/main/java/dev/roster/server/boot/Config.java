package dev.roster.server.boot;

import dev.roster.server.db.DatabaseUrl;

/**
 * How a server is run.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 * @param connections the most connections to the database at a time
 * @param rateLimits how many requests a token or key may make
 */
public record Config(
    DatabaseUrl database,
    String host,
    int port,
    int connections,
    MailConfig mail,
    RateLimits rateLimits) {
  /** Connections to the database where nothing else is asked for. */
  public static final int DEFAULT_CONNECTIONS = 10;

  /** A server that sends no mail and limits nobody, as tests want it. */
  public Config(DatabaseUrl database, String host, int port, int connections) {
    this(database, host, port, connections, MailConfig.off(), RateLimits.OFF);
  }
}
