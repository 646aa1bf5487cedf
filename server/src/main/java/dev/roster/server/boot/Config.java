package dev.roster.server.boot;

import dev.roster.server.access.TrustedIssuer;
import dev.roster.server.db.DatabaseUrl;
import java.util.Optional;

/**
 * How a server is run.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 * @param connections the most connections to the database at a time
 * @param rateLimits how many requests a token or key may make
 * @param issuer whose JWTs are accepted as bearer tokens; nobody's if empty
 */
public record Config(
    DatabaseUrl database,
    String host,
    int port,
    int connections,
    MailConfig mail,
    RateLimits rateLimits,
    Optional<TrustedIssuer> issuer) {
  /** Connections to the database where nothing else is asked for. */
  public static final int DEFAULT_CONNECTIONS = 10;

  /** A server that sends no mail, limits nobody and trusts no issuer, as tests want it. */
  public Config(DatabaseUrl database, String host, int port, int connections) {
    this(database, host, port, connections, MailConfig.off(), RateLimits.OFF, Optional.empty());
  }
}
