package dev.roster.server.testing;

import dev.roster.server.boot.Config;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.http.AllowedHosts;
import dev.roster.server.http.HttpLimits;
import dev.roster.server.http.ResponseVerifier;
import dev.roster.server.http.ServerCertificate;
import dev.roster.server.http.TrustedProxies;
import dev.roster.server.http.VerificationMode;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.transfer.Importer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real server on a database of its own; every answer passes {@link SpecGuard}. */
public final class TestServer implements AutoCloseable {
  /** The operator of commands in tests. */
  public static final OperatorCaller OPERATOR = new OperatorCaller("test");

  private final DatabaseUrl url;
  private final RosterServer server;
  private final RawHttp http;

  private TestServer(DatabaseUrl url, RosterServer server) {
    this.url = url;
    this.server = server;
    this.http = new RawHttp(server.baseUri());
  }

  /**
   * Starts a server whose directory is loaded from a folder of CSV files among the test resources.
   */
  public static TestServer withData(String folder) {
    return withData(folder, Clock.systemUTC());
  }

  /** The same at a time that a test decides. */
  public static TestServer withData(String folder, Clock clock) {
    return empty(clock).load(folder);
  }

  /** The same with rate limits, which other tests do without. */
  public static TestServer limited(String folder, Clock clock, RateLimits limits) {
    return start(TestDatabase.fresh(), 4, clock, MailConfig.off(), limits).load(folder);
  }

  /** Starts a server without any data. */
  public static TestServer empty(Clock clock) {
    return start(TestDatabase.fresh(), 4, clock, MailConfig.off(), RateLimits.OFF);
  }

  /** The same with an issuer whose JWTs are accepted. */
  public static TestServer trusting(
      TrustedIssuer issuer, String folder, Clock clock, RateLimits limits) {
    Config config =
        config(TestDatabase.fresh()).rateLimits(limits).issuer(Optional.of(issuer)).build();
    return start(config, clock).load(folder);
  }

  /** The same with another mode of verification, which is to refuse in all other tests. */
  public static TestServer verifying(String folder, VerificationMode mode) {
    Config config = config(TestDatabase.fresh()).verification(mode).build();
    return start(config, Clock.systemUTC()).load(folder);
  }

  /** The same behind proxies at these addresses. */
  public static TestServer behind(String folder, String... proxies) {
    Config config =
        config(TestDatabase.fresh()).proxies(new TrustedProxies(List.of(proxies))).build();
    return start(config, Clock.systemUTC()).load(folder);
  }

  /** The same with other limits for connections. */
  public static TestServer within(HttpLimits limits, String folder) {
    Config config = config(TestDatabase.fresh()).http(limits).build();
    return start(config, Clock.systemUTC()).load(folder);
  }

  /** The same under these names only. */
  public static TestServer named(AllowedHosts hosts, String folder) {
    Config config = config(TestDatabase.fresh()).hosts(hosts).build();
    return start(config, Clock.systemUTC()).load(folder);
  }

  /** The same with TLS. */
  public static TestServer encrypted(
      ServerCertificate.Source files, HttpLimits limits, String folder) {
    Config config = config(TestDatabase.fresh()).tls(Optional.of(files)).http(limits).build();
    return start(config, Clock.systemUTC()).load(folder);
  }

  /** The same without the pages of the documents. */
  public static TestServer withoutDocs() {
    Config config =
        config(TestDatabase.fresh()).verification(VerificationMode.OFF).docs(false).build();
    return start(config, Clock.systemUTC());
  }

  /** The same without the console and its API. */
  public static TestServer withoutConsole() {
    return start(config(TestDatabase.fresh()).console(false).build(), Clock.systemUTC());
  }

  private static TestServer start(
      DatabaseUrl url, int connections, Clock clock, MailConfig mail, RateLimits limits) {
    return start(config(url).connections(connections).mail(mail).rateLimits(limits).build(), clock);
  }

  /** A server whose answers are verified. */
  private static Config.Builder config(DatabaseUrl url) {
    return Config.builder(url, "127.0.0.1", 0).connections(4).verification(VerificationMode.REFUSE);
  }

  private static TestServer start(Config config, Clock clock) {
    return new TestServer(config.database(), RosterServer.start(config, clock));
  }

  /** Starts a server on a database that may have others, with mail as configured. */
  public static TestServer on(DatabaseUrl database, MailConfig mail) {
    return start(database, 6, Clock.systemUTC(), mail, RateLimits.OFF);
  }

  /** Starts a server on a database that may have others, at a time that a test decides. */
  public static TestServer on(DatabaseUrl database, Clock clock, RateLimits limits) {
    return start(database, 6, clock, MailConfig.off(), limits);
  }

  /** A database of its own with a folder of CSV files among the test resources, and no server. */
  public static DatabaseUrl databaseWith(String folder) {
    DatabaseUrl url = TestDatabase.fresh();
    try (Database database = Database.openForTransfer(url)) {
      load(database, folder);
    }
    return url;
  }

  private static void load(Database database, String folder) {
    new Importer(database, Clock.systemUTC(), (file, rows) -> {}).load(OPERATOR, resource(folder));
  }

  /** Loads a folder of CSV files among the test resources. */
  public TestServer load(String folder) {
    load(database(), folder);
    return this;
  }

  /** A file or folder among the test resources. */
  public static Path resource(String name) {
    try {
      return Path.of(TestServer.class.getResource("/" + name).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public URI baseUri() {
    return server.baseUri();
  }

  /** The number of responses that were compared with their document, and of those that broke it. */
  public ResponseVerifier.Tally verified() {
    return server.verified().orElseThrow();
  }

  /** The URL of the database, also after the server has stopped. */
  public DatabaseUrl url() {
    return url;
  }

  public Database database() {
    return server.database();
  }

  /** For requests that are no HTTP; their answers are not checked. */
  public RawHttp raw() {
    return http;
  }

  /** Sends a request and checks the answer against its document. */
  public RawResponse send(String method, String target, Map<String, String> headers, byte[] body) {
    RawResponse response = http.send(method, target, headers, body);
    SpecGuard.check(method, target, response);
    return response;
  }

  /** A call of the Coolset door with a bearer token. */
  public RawResponse get(String token, String target) {
    return send("GET", target, Map.of("Authorization", "Bearer " + token), null);
  }

  /** A POST of JSON to the Coolset door with a bearer token. */
  public RawResponse post(String token, String target, String json) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + token);
    headers.put("Content-Type", "application/json");
    return send("POST", target, headers, json.getBytes(StandardCharsets.UTF_8));
  }

  /** The same under an Idempotency-Key. */
  public RawResponse post(String token, String target, String json, String key) {
    return send(
        "POST",
        target,
        Map.of(
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            key),
        json.getBytes(StandardCharsets.UTF_8));
  }

  /** A call of the Compleat door with a key. */
  public RawResponse compleat(String key, String target) {
    return send("GET", target, Map.of("x-api-compleat-key", key, "x-api-version", "1"), null);
  }

  @Override
  public void close() {
    server.close();
  }
}
