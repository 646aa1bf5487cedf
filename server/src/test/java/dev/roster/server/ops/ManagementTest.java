package dev.roster.server.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.boot.Config;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.http.ServerCertificate;
import dev.roster.server.http.VerificationMode;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestCertificateAuthority;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The management port of a server, as an orchestrator and Prometheus see it. */
class ManagementTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOCAL = "127.0.0.1";
  private static final String ME = "/api/accounts/users/me/";
  private static final Map<String, String> CALLER =
      Map.of("Authorization", "Bearer tok-many-0123456789");

  private static final int CONNECTIONS = 2;
  private static final int HOSTILE = 10_000;

  private DatabaseUrl url;
  private RosterServer server;
  private RawHttp management;

  @BeforeEach
  void start() {
    url = TestServer.databaseWith("django/data");
    server = RosterServer.start(config(new ManagementAddress(LOCAL, 0, true)), Clock.systemUTC());
    management = new RawHttp(server.managementUri().orElseThrow());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Config config(ManagementAddress address) {
    return builder(address).build();
  }

  private Config.Builder builder(ManagementAddress address) {
    return Config.builder(url, LOCAL, 0)
        .connections(CONNECTIONS)
        .verification(VerificationMode.REPORT)
        .management(address);
  }

  private RawResponse get(String path) {
    return management.send("GET", path, Map.of(), null);
  }

  private int call(String path) {
    return new RawHttp(server.baseUri()).send("GET", path, CALLER, null).status();
  }

  private JsonNode checks() {
    try {
      return JSON.readTree(get("/readyz").text()).get("checks");
    } catch (IOException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private boolean isReady() {
    return get("/readyz").status() == 200;
  }

  private Set<String> series() {
    return get("/metrics")
        .text()
        .lines()
        // those of the JVM come with its first collection of each kind
        .filter(line -> !line.startsWith("#") && !line.startsWith("jvm_"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private double value(String series) {
    return get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series));
  }

  @Test
  void aServerThatServesIsAliveAndReady() {
    RawResponse live = get("/livez");
    RawResponse ready = get("/readyz");

    assertThat(live.status()).isEqualTo(200);
    assertThat(live.text()).isEqualTo("{\"status\":\"alive\"}\n");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.header("content-type")).contains("application/json");
    assertThat(ready.header("cache-control")).contains("no-store");
    assertThat(ready.text())
        .isEqualTo(
            """
            {"status":"ready","checks":{"lifecycle":{"status":"ok","reason":"serving"},\
            "database":{"status":"ok","reason":"responds"},\
            "migrations":{"status":"ok","reason":"all are there"}}}
            """);
  }

  /** The database is asked at most once a second, so that a change is seen after that. */
  @Test
  void aServerWithoutItsDatabaseIsAliveAndNotReadyUntilItIsBack() {
    TestDatabase.administer(url, "ALTER DATABASE %s ALLOW_CONNECTIONS false");
    TestDatabase.closeConnections(url);

    Waiting.until(
        () -> checks().at("/database/reason").asText().contains("not currently accepting"));
    assertThat(checks().at("/database/status").asText()).isEqualTo("failed");
    assertThat(get("/readyz").status()).isEqualTo(503);
    assertThat(checks().at("/migrations/reason").asText()).contains("not known");
    assertThat(get("/livez").status()).isEqualTo(200);
    assertThat(value("roster_outbox_waiting")).isNaN();
    assertThat(value("roster_database_clock_skew_seconds")).isNaN();
    assertThat(value("roster_audit_events_total")).isNaN();

    TestDatabase.administer(url, "ALTER DATABASE %s ALLOW_CONNECTIONS true");
    Waiting.until(this::isReady);
  }

  /** As after a fail-over to which the database URL still leads. */
  @Test
  void aServerOnAStandbyIsNotReady() {
    TestDatabase.administer(url, "ALTER DATABASE %s SET default_transaction_read_only = on");
    TestDatabase.closeConnections(url);

    Waiting.until(() -> checks().at("/database/reason").asText().contains("takes no writes"));
    assertThat(get("/readyz").status()).isEqualTo(503);
  }

  /** As after an old backup was restored. */
  @Test
  void aServerWhoseMigrationsAreMissingIsNotReady() {
    TestDatabase.change(url, "DELETE FROM flyway_schema_history WHERE installed_rank > 3");

    Waiting.until(() -> !isReady());
    assertThat(checks().at("/database/status").asText()).isEqualTo("ok");
    assertThat(checks().at("/migrations/reason").asText()).contains("roster migrate");
  }

  /** A busy server is none to take away from those that are busy, too. */
  @Test
  void aServerWhoseConnectionsAreAllInUseIsReady() throws Exception {
    CountDownLatch held = new CountDownLatch(CONNECTIONS);
    CountDownLatch release = new CountDownLatch(1);
    try (ExecutorService holders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        holders.submit(() ->
            server
                .database()
                .reading(tx -> {
                  held.countDown();
                  return await(release);
                }));
      }
      held.await();
      // the look from before that is over
      Waiting.until(() -> value("hikaricp_connections_active{pool=\"roster\"}") >= CONNECTIONS);
      long begin = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        assertThat(checks().at("/database/reason").asText()).isEqualTo("responds");
      }
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(3));
      release.countDown();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Test
  void aServerThatIsToStopIsNotReadyAndStillResponds() {
    server.drain();

    RawResponse ready = get("/readyz");
    RawResponse answer = new RawHttp(server.baseUri()).send("GET", ME, CALLER, null);

    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.text()).contains("not ready", "draining");
    assertThat(get("/livez").status()).isEqualTo(200);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("connection")).contains("close");
  }

  @Test
  void requestsAreCountedByOperationAndStatus() {
    assertThat(call(ME)).isEqualTo(200);
    assertThat(call(ME)).isEqualTo(200);
    new RawHttp(server.baseUri()).send("GET", ME, Map.of("Authorization", "Bearer no"), null);

    Waiting.until(() -> value(count("200")) == 2 && value(count("401")) == 1);
    assertThat(value("roster_authentications_total{api=\"coolset\",result=\"accepted\"}"))
        .isEqualTo(2);
    assertThat(value("roster_authentications_total{api=\"coolset\",result=\"refused\"}"))
        .isEqualTo(1);
  }

  private static String count(String status) {
    return "http_server_requests_seconds_count{api=\"coolset\",method=\"GET\","
        + "operation=\"accounts_users_me\",status=\""
        + status
        + "\"}";
  }

  @Test
  void errorsOfTheDatabaseAreCounted() {
    String outages = "roster_database_errors_total{kind=\"outage\"}";
    assertThat(value(outages)).isZero();
    TestDatabase.administer(url, "ALTER DATABASE %s ALLOW_CONNECTIONS false");
    TestDatabase.closeConnections(url);

    assertThat(call(ME)).isEqualTo(503);

    Waiting.until(() -> value(outages) == 1);
  }

  /** No value of a label comes from a request, so nobody can fill the memory of Prometheus. */
  @Test
  void hostileRequestsAddNoSeries() throws IOException {
    // one of each kind that follows, so that the series that may be there are
    hostile(0, 6);
    Set<String> before = series();

    hostile(6, HOSTILE);

    Waiting.until(() -> value("http_server_requests_running") == 0);
    assertThat(before).hasSizeGreaterThan(90);
    Set<String> added = series();
    added.removeAll(before);
    // a machine that is busy with other tests may have no connection free in time
    added.removeIf(series -> series.contains("status=\"503\""));
    assertThat(added).isEmpty();
  }

  /** Sends requests with paths, methods, ids, hosts and credentials that are all different. */
  private void hostile(int from, int to) throws IOException {
    String requests =
        IntStream.range(from, to)
            .mapToObj(i ->
                switch (i % 6) {
                  case 0 -> head("GET", "/nothing-" + i);
                  case 1 -> head("M" + i, "/api/accounts/companies/");
                  case 2 -> head("GET", "/api/accounts/companies/?search=" + i);
                  case 3 -> head("GET", "/api/users/" + i + "/null");
                  case 4 -> head("GET", "/accept?x=" + i);
                  default -> head("GET", "/api/accounts/invitations/" + i + "/");
                })
            .collect(Collectors.joining());
    try (Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  socket.getOutputStream().write(requests.getBytes(StandardCharsets.UTF_8));
                  socket.shutdownOutput();
                } catch (IOException gone) {
                  // the number of responses shows it
                }
              });
      String answers =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answers.split("HTTP/1.1 \\d{3} ", -1)).hasSize(to - from + 1);
      sender.join();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private static String head(String method, String target) {
    return "%s %s HTTP/1.1\r\nHost: %s.example\r\nX-Request-Id: %s\r\nAuthorization: Bearer %s\r\n\r\n"
        .formatted(method, target, target.length(), Math.abs(target.hashCode()), target.hashCode());
  }

  @Test
  void theMetricsAreThoseOfTheDocument(@TempDir Path folder) throws IOException {
    call(ME);
    Set<String> shown = new TreeSet<>(ownMetrics());
    server.close();
    ServerCertificate.Source files =
        new ServerCertificate.Source(folder.resolve("c.pem"), folder.resolve("k.pem"));
    new TestCertificateAuthority(folder).write("localhost", files.certificate(), files.key());
    server =
        RosterServer.start(
            builder(new ManagementAddress(LOCAL, 0, true))
                .rateLimits(new RateLimits(true, 1000, 1000).shared(true))
                .tls(Optional.of(files))
                .build(),
            Clock.systemUTC());
    management = new RawHttp(server.managementUri().orElseThrow());
    shown.addAll(ownMetrics());

    assertThat(shown).hasSizeGreaterThan(10);
    assertThat(shown).isEqualTo(MetricsDocument.names());
  }

  private Set<String> ownMetrics() {
    return get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ")[2])
        .filter(name -> name.startsWith("roster_") || name.startsWith("http_server_"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/livez/"})
  void unknownPagesAreProblemsThatSayWhereThePagesAre(String path) {
    RawResponse answer = get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).contains("application/problem+json");
    assertThat(answer.text()).contains("/ lists the pages of the management port.");
  }

  /** The banner prints this address. */
  @Test
  void theFirstPageListsTheOthersForProgramsAndForPeople() throws IOException {
    RawResponse index = get("/");
    RawResponse page = management.send("GET", "/", Map.of("Accept", "text/html,*/*;q=0.8"), null);

    assertThat(index.status()).isEqualTo(200);
    assertThat(index.header("content-type")).contains("application/json");
    Set<String> paths = new TreeSet<>();
    JSON.readTree(index.text()).get("pages").fieldNames().forEachRemaining(paths::add);
    assertThat(paths).containsExactly("/livez", "/loggers", "/metrics", "/readyz");
    assertThat(page.header("content-type")).contains("text/html;charset=utf-8");
    assertThat(page.header("content-security-policy").orElse(""))
        .startsWith("default-src 'none'; style-src 'sha256-");
    assertThat(page.text())
        .as("the look of the other pages")
        .contains("<header class=\"band\">")
        .contains("<a href=\"" + server.baseUri() + "/\">" + server.baseUri() + "</a>")
        .doesNotContain("/icon");
    assertThat(index.header("content-security-policy").orElse("")).doesNotContain("style-src");
    for (String path : paths) {
      assertThat(get(path).status()).as(path).isEqualTo(200);
      assertThat(page.text()).contains("<a href=\"" + path + "\">" + path + "</a>");
    }
    assertThat(management.send("POST", "/", Map.of(), null).status()).isEqualTo(405);
  }

  @Test
  void pagesAreOnlyRead() {
    RawResponse answer = management.send("POST", "/livez", Map.of(), null);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).contains("GET, HEAD");
    assertThat(management.send("HEAD", "/livez", Map.of(), null).status()).isEqualTo(200);
  }

  private RawResponse level(String method, String logger, String level) {
    byte[] body = level == null ? null : level.getBytes(StandardCharsets.UTF_8);
    return management.send(method, "/loggers/" + logger, Map.of(), body);
  }

  /** An operator looks closer without a restart, which would end what is to be looked at. */
  @Test
  void theLevelOfALoggerIsChangedAndSetBack() {
    Logger logger = LoggerFactory.getLogger("dev.roster.server.ops.changed");
    String name = logger.getName();
    assertThat(logger.isTraceEnabled()).isFalse();

    assertThat(level("PUT", name, "trace").text()).isEqualTo("{\"level\":\"TRACE\"}\n");
    assertThat(logger.isTraceEnabled()).isTrue();
    assertThat(get("/loggers").text()).contains("\"" + name + "\":\"TRACE\"");

    assertThat(level("DELETE", name, null).status()).isEqualTo(200);
    assertThat(logger.isTraceEnabled()).isFalse();
    assertThat(get("/loggers").text()).doesNotContain(name);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, dev.roster.server.ops.refused, LOUD, 400, none of TRACE",
    "PUT, org.postgresql, DEBUG, 400, credentials",
    "PUT, dev.roster.nothing, DEBUG, 404, no such logger",
    "GET, dev.roster.nothing, , 404, no such logger",
    "POST, dev.roster.server.ops.refused, DEBUG, 405, Method Not Allowed"
  })
  void aLevelThatCannotBeIsRefused(
      String method, String logger, String level, int status, String reason) {
    LoggerFactory.getLogger("dev.roster.server.ops.refused");
    LoggerFactory.getLogger("org.postgresql");

    RawResponse answer = level(method, logger, level);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).contains("application/problem+json");
    assertThat(answer.text()).contains(reason);
  }

  @Test
  void aLevelIsShort() {
    assertThat(level("PUT", "dev.roster", "x".repeat(65)).status()).isEqualTo(413);
    assertThat(level("PUT", "dev.roster", null).status()).isEqualTo(411);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage\r\n\r\n", "GET /livez HTTP/1.1\r\n\r\n"})
  void malformedRequestsAreProblemsWithoutATrace(String request) {
    RawResponse answer = management.exchange(request.getBytes(StandardCharsets.ISO_8859_1), false);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).startsWith("{\"title\":").doesNotContain("jetty", "\tat ");
  }

  @Test
  void aPortThatWasChosenIsNeeded() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LOCAL))) {
      Config config = config(new ManagementAddress(LOCAL, taken.getLocalPort(), true));

      assertThatExceptionOfType(UserErrorException.class)
          .isThrownBy(() -> RosterServer.start(config, Clock.systemUTC()))
          .withMessageContaining("management port " + taken.getLocalPort())
          .withMessageContaining("--management-port");
    }
  }

  @Test
  void insteadOfTheUsualPortAnyFreeOneDoes() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LOCAL))) {
      Config config = config(new ManagementAddress(LOCAL, taken.getLocalPort(), false));

      try (RosterServer other = RosterServer.start(config, Clock.systemUTC())) {
        URI uri = other.managementUri().orElseThrow();
        assertThat(uri.getPort()).isNotEqualTo(taken.getLocalPort());
        assertThat(new RawHttp(uri).send("GET", "/readyz", Map.of(), null).status()).isEqualTo(200);
      }
    }
  }

  /** A server that has stopped listens nowhere. */
  @Test
  void theManagementPortIsClosedWithTheServer() {
    URI uri = server.managementUri().orElseThrow();
    server.close();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new Socket(uri.getHost(), uri.getPort()).close());
  }
}
