package dev.roster.server.boot;

import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.http.HttpLimits;
import dev.roster.server.http.TrustedProxies;
import dev.roster.server.http.Verification;
import dev.roster.server.jwt.TrustedIssuer;
import java.util.Optional;

/**
 * How a server is run.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 * @param connections the most connections to the database at a time
 * @param rateLimits how many requests a token or key may make
 * @param issuer whose JWTs are accepted as bearer tokens; nobody's if empty
 * @param verification whether answers are compared with the documents, and what then
 * @param docs whether the pages of the documents exist
 * @param proxies who may say where a request came from
 * @param http how much a connection may ask of the server
 */
public record Config(
    DatabaseUrl database,
    String host,
    int port,
    int connections,
    MailConfig mail,
    RateLimits rateLimits,
    Optional<TrustedIssuer> issuer,
    Verification verification,
    boolean docs,
    TrustedProxies proxies,
    HttpLimits http) {
  /** Connections to the database where nothing else is asked for. */
  public static final int DEFAULT_CONNECTIONS = 10;

  /** A server that sends no mail, limits nobody, trusts nobody and verifies nothing. */
  public Config(DatabaseUrl database, String host, int port, int connections) {
    this(
        database,
        host,
        port,
        connections,
        MailConfig.off(),
        RateLimits.OFF,
        Optional.empty(),
        Verification.OFF,
        true,
        TrustedProxies.NONE,
        HttpLimits.defaults());
  }

  /** The same with mail. */
  public Config mailing(MailConfig other) {
    return new Config(
        database,
        host,
        port,
        connections,
        other,
        rateLimits,
        issuer,
        verification,
        docs,
        proxies,
        http);
  }

  /** The same with limits. */
  public Config limiting(RateLimits other) {
    return new Config(
        database, host, port, connections, mail, other, issuer, verification, docs, proxies, http);
  }

  /** The same with the JWTs of an issuer. */
  public Config trusting(Optional<TrustedIssuer> other) {
    return new Config(
        database,
        host,
        port,
        connections,
        mail,
        rateLimits,
        other,
        verification,
        docs,
        proxies,
        http);
  }

  /** The same with answers compared with the documents. */
  public Config verifying(Verification mode) {
    return new Config(
        database, host, port, connections, mail, rateLimits, issuer, mode, docs, proxies, http);
  }

  /** The same with or without the pages of the documents. */
  public Config showingDocs(boolean shown) {
    return new Config(
        database,
        host,
        port,
        connections,
        mail,
        rateLimits,
        issuer,
        verification,
        shown,
        proxies,
        http);
  }

  /** The same behind proxies. */
  public Config behind(TrustedProxies other) {
    return new Config(
        database,
        host,
        port,
        connections,
        mail,
        rateLimits,
        issuer,
        verification,
        docs,
        other,
        http);
  }

  /** The same with other limits for connections. */
  public Config within(HttpLimits other) {
    return new Config(
        database,
        host,
        port,
        connections,
        mail,
        rateLimits,
        issuer,
        verification,
        docs,
        proxies,
        other);
  }
}
