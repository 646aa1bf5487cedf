package dev.roster.contract;

import dev.roster.server.boot.Config;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.caller.Scope;
import dev.roster.server.credential.SecretHash;
import dev.roster.server.credential.TokenRequest;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.invitation.InvitationQuotas;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.jwt.TrustedIssuer.PersonBy;
import dev.roster.server.mail.InvitationSecret;
import dev.roster.server.sandbox.Sandbox;
import dev.roster.server.sandbox.state.States;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The real server in the JVM of the tests, which the testkit would start in a process of its own:
 * mutation tests load the changed classes of a server into this JVM. The only class here that knows
 * classes of the server. Safe for use by many threads.
 */
public final class InProcessServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private static final OperatorCaller OPERATOR = new OperatorCaller("test");

  /** Letters of a secret. */
  private static final int SECRET = 43;

  /** Enough for one request at a time. */
  private static final int FEW_CONNECTIONS = 2;

  private final Sandbox sandbox;
  private final Database database;

  private InProcessServer(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.database = Database.openForCommands(sandbox.databaseUrl(), 2);
  }

  /**
   * A PostgreSQL for the databases of several servers.
   *
   * @param url the file with the JDBC URL of its first database, which has its password
   */
  public record Cluster(Path url, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
      stop.run();
    }
  }

  /**
   * The trust in an issuer of JWTs, in the words of the options of {@code serve}.
   *
   * @param issuer the exact value of {@code iss}
   * @param audience the value that {@code aud} must name
   * @param person the claim that identifies the user, {@code subject} or {@code email}
   * @param scopes of a JWT that names none of Roster's; empty for the default
   * @param requests the limit of a user per hour
   */
  public record JwtTrust(
      String issuer, String audience, String person, Set<String> scopes, int requests) {}

  /** A server beside the first one, on the same directory. */
  public record Beside(URI baseUri, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
      stop.run();
    }
  }

  /** Starts a PostgreSQL without anything in it. */
  public static Cluster startCluster() {
    EmbeddedPostgres postgres = EmbeddedPostgres.startThrowaway();
    try {
      // in the folder of the PostgreSQL, which nobody else may read
      Path url = Files.writeString(postgres.folder().resolve("url"), postgres.url().jdbcUrl());
      return new Cluster(url, postgres::close);
    } catch (IOException failure) {
      postgres.close();
      throw new UncheckedIOException(failure);
    }
  }

  /** Starts it on a PostgreSQL of its own. */
  static InProcessServer start() {
    return new InProcessServer(Sandbox.start(LOOPBACK, 0));
  }

  /** Starts it on a PostgreSQL that exists. */
  static InProcessServer start(String databaseUrl) {
    return new InProcessServer(Sandbox.startOn(DatabaseUrl.parse(databaseUrl), LOOPBACK, 0));
  }

  /** The names of all states. */
  static List<String> states() {
    return States.names();
  }

  /** Starts a second server on the same directory, which accepts the JWTs of an issuer. */
  public Beside trusting(JwtTrust trust, Clock clock) {
    return beside(
        clock,
        config ->
            config
                .issuer(Optional.of(trusted(trust)))
                .rateLimits(new RateLimits(true, trust.requests(), trust.requests())));
  }

  /**
   * Starts a second server on the same directory, which counts together with others like it.
   *
   * @param requests the limit of a token per hour and of a key per minute
   * @param inviter the most invitations of a user a day
   * @param company the most invitations to a workspace a day
   */
  public Beside limited(int requests, int inviter, int company, Clock clock) {
    InvitationQuotas quotas = new InvitationQuotas(inviter, company, 0, 0);
    RateLimits limits = new RateLimits(true, requests, requests, quotas).shared(true);
    return beside(clock, config -> config.rateLimits(limits));
  }

  private Beside beside(Clock clock, UnaryOperator<Config.Builder> options) {
    RosterServer server =
        RosterServer.start(
            options
                .apply(Config.builder(sandbox.databaseUrl(), LOOPBACK, 0))
                .connections(FEW_CONNECTIONS)
                .build(),
            clock);
    return new Beside(server.baseUri(), server::close);
  }

  private static TrustedIssuer trusted(JwtTrust trust) {
    TrustedIssuer trusted =
        TrustedIssuer.openId(trust.issuer(), Set.of(trust.audience()))
            .withPersonBy(PersonBy.valueOf(trust.person().toUpperCase(Locale.ROOT)));
    return trust.scopes().isEmpty()
        ? trusted
        : trusted.withScopes(
            trust.scopes().stream()
                .map(name -> Scope.named(name).orElseThrow())
                .collect(Collectors.toSet()));
  }

  /** The URL of both contracts, without a trailing slash. */
  public URI baseUri() {
    return sandbox.baseUri();
  }

  /** Erases the person with this address as an operator does; false if there is none. */
  public boolean erase(String email) {
    return operator().erasure().erase(OPERATOR, new EmailAddress(email)).isPresent();
  }

  /** Suspends the person with this address as an operator does; false if there is none. */
  public boolean suspend(String email) {
    return operator().accounts().suspend(OPERATOR, new EmailAddress(email)).isPresent();
  }

  /** Takes the suspension back. */
  public boolean reinstate(String email) {
    return operator().accounts().reinstate(OPERATOR, new EmailAddress(email)).isPresent();
  }

  /**
   * Makes a token as an operator did at another time.
   *
   * @return its secret
   */
  public String issueToken(long person, String label, Instant at, Optional<Duration> validity) {
    return OperatorServices.over(database, Clock.fixed(at, ZoneOffset.UTC))
        .tokens()
        .create(OPERATOR, person, new TokenRequest(label, Set.of(Scope.READ), validity, false))
        .orElseThrow()
        .secret();
  }

  /** Notes that a token was used, which the server does up to a minute late. */
  public void noteUse(String token, Instant at) {
    int noted =
        database.inTransaction(tx ->
            tx.handle()
                .execute(
                    "UPDATE api_token SET last_used_at = ? WHERE token_hash = ?",
                    at.atOffset(ZoneOffset.UTC),
                    SecretHash.ofToken(token)));
    if (noted != 1) {
      throw new IllegalArgumentException("there is no such token");
    }
  }

  /** Makes a mail of the invitation one of which this became. */
  public void mailed(UUID invitation, String state) {
    database.inTransaction(tx ->
        tx.handle()
            .execute(
                """
                INSERT INTO outbox (id, invitation_id, message_id, state, created_at)
                VALUES (?, ?, ?, ?, now())
                """,
                UUID.randomUUID(),
                invitation,
                "test-" + UUID.randomUUID(),
                state));
  }

  /** Revokes a token by its secret or identifier. */
  public void revokeToken(String token) {
    operator().tokens().revoke(OPERATOR, token);
  }

  private OperatorServices operator() {
    return OperatorServices.over(database, Clock.systemUTC());
  }

  /** A secret that opens the invitation, as the link in its newest mail does. */
  public String secretOf(UUID invitation) {
    String random = ("" + UUID.randomUUID() + UUID.randomUUID()).replace("-", "");
    InvitationSecret secret = new InvitationSecret(random.substring(0, SECRET));
    int opened =
        database.inTransaction(tx ->
            tx.handle()
                .execute(
                    """
                    INSERT INTO invitation_secret (hash, invitation_id, mailing)
                    SELECT ?, id, mailing FROM invitation WHERE id = ?
                    """,
                    secret.hash(),
                    invitation));
    if (opened != 1) {
      throw new IllegalArgumentException("there is no such invitation");
    }
    return secret.text();
  }

  /** The URL of its database, for tests that hold a lock there. */
  public String databaseUrl() {
    return sandbox.databaseUrl().jdbcUrl();
  }

  /** Brings the directory into a state and returns its values. */
  public Map<String, Object> set(String state) {
    return set(state, Map.of());
  }

  /** The same, with what the state may be told. */
  public Map<String, Object> set(String state, Map<String, ?> parameters) {
    return sandbox.tenants().set(null, state, parameters);
  }

  /** Returns to the time of the machine. */
  public void resetClock() {
    sandbox.resetClock();
  }

  @Override
  public void close() {
    database.close();
    sandbox.close();
  }
}
