package dev.roster.server.boot;

import dev.roster.server.db.DatabaseUrl;

/**
 * How a server is run.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 * @param connections the most connections to the database at a time
 */
public record Config(
    DatabaseUrl database, String host, int port, int connections, MailConfig mail) {
  /** Connections to the database where nothing else is asked for. */
  public static final int DEFAULT_CONNECTIONS = 10;

  /** A server that sends no mail. */
  public Config(DatabaseUrl database, String host, int port, int connections) {
    this(database, host, port, connections, MailConfig.off());
  }
}
