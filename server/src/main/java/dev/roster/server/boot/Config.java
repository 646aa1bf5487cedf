package dev.roster.server.boot;

import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.http.AllowedHosts;
import dev.roster.server.http.HttpLimits;
import dev.roster.server.http.ServerCertificate;
import dev.roster.server.http.TrustedProxies;
import dev.roster.server.http.VerificationMode;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.ops.ManagementAddress;
import dev.roster.server.telemetry.TelemetrySettings;
import java.util.Optional;

/**
 * The configuration of a server. Immutable; made by a {@link Builder}.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 * @param connections the most connections to the database at a time
 * @param rateLimits how many requests a token or key may make
 * @param issuer whose JWTs are accepted as bearer tokens; nobody's if empty
 * @param verification the comparison of responses with the documents
 * @param docs whether the pages of the documents exist
 * @param console whether the console and the API behind it exist
 * @param proxies who may say where a request came from
 * @param hosts the names under which the server is asked
 * @param http how much a connection may ask of the server
 * @param tls the certificate of the server; empty for plain HTTP
 * @param management the management port; empty for a server without one
 * @param telemetry the export to OpenTelemetry; empty for none
 */
public record Config(
    DatabaseUrl database,
    String host,
    int port,
    int connections,
    MailConfig mail,
    RateLimits rateLimits,
    Optional<TrustedIssuer> issuer,
    VerificationMode verification,
    boolean docs,
    boolean console,
    TrustedProxies proxies,
    AllowedHosts hosts,
    HttpLimits http,
    Optional<ServerCertificate.Source> tls,
    Optional<ManagementAddress> management,
    Optional<TelemetrySettings> telemetry) {
  /** Connections to the database where nothing else is asked for. */
  public static final int DEFAULT_CONNECTIONS = 10;

  /**
   * A server on a database, which sends no mail, limits nobody, trusts nobody and verifies nothing
   * unless told otherwise.
   */
  public static Builder builder(DatabaseUrl database, String host, int port) {
    return new Builder(database, host, port);
  }

  /** Collects the parts of a configuration. Not safe for use by many threads. */
  public static final class Builder {
    private final DatabaseUrl database;
    private final String host;
    private final int port;
    private int connections = DEFAULT_CONNECTIONS;
    private MailConfig mail = MailConfig.off();
    private RateLimits rateLimits = RateLimits.OFF;
    private Optional<TrustedIssuer> issuer = Optional.empty();
    private VerificationMode verification = VerificationMode.OFF;
    private boolean docs = true;
    private boolean console = true;
    private TrustedProxies proxies = TrustedProxies.NONE;
    private AllowedHosts hosts = AllowedHosts.ANY;
    private HttpLimits http = HttpLimits.defaults();
    private Optional<ServerCertificate.Source> tls = Optional.empty();
    private Optional<ManagementAddress> management = Optional.empty();
    private Optional<TelemetrySettings> telemetry = Optional.empty();

    private Builder(DatabaseUrl database, String host, int port) {
      this.database = database;
      this.host = host;
      this.port = port;
    }

    public Builder connections(int most) {
      this.connections = most;
      return this;
    }

    public Builder mail(MailConfig config) {
      this.mail = config;
      return this;
    }

    public Builder rateLimits(RateLimits limits) {
      this.rateLimits = limits;
      return this;
    }

    public Builder issuer(Optional<TrustedIssuer> trusted) {
      this.issuer = trusted;
      return this;
    }

    public Builder verification(VerificationMode mode) {
      this.verification = mode;
      return this;
    }

    public Builder docs(boolean shown) {
      this.docs = shown;
      return this;
    }

    public Builder console(boolean served) {
      this.console = served;
      return this;
    }

    public Builder proxies(TrustedProxies trusted) {
      this.proxies = trusted;
      return this;
    }

    public Builder hosts(AllowedHosts allowed) {
      this.hosts = allowed;
      return this;
    }

    public Builder http(HttpLimits limits) {
      this.http = limits;
      return this;
    }

    public Builder tls(Optional<ServerCertificate.Source> certificate) {
      this.tls = certificate;
      return this;
    }

    public Builder management(ManagementAddress address) {
      this.management = Optional.of(address);
      return this;
    }

    public Builder telemetry(Optional<TelemetrySettings> settings) {
      this.telemetry = settings;
      return this;
    }

    public Config build() {
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
          console,
          proxies,
          hosts,
          http,
          tls,
          management,
          telemetry);
    }
  }
}
