package dev.roster.server.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.roster.server.boot.Config;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.leaks.Evidence.Source;
import dev.roster.server.ops.ManagementAddress;
import dev.roster.server.sandbox.Sandbox;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Secrets in paths, searched in what all loggers write at the lowest levels they may have. */
class LoggedPathsTest {
  private static final String SECRET = "0123456789abcdefghijABCDEFGHIJ0123456789abcdefghi";
  private static final String TOKEN = "rst_live_zyxwvutsrqpo_" + SECRET;
  private static final String KEY = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  private static final String SIGNATURE = "c2lnbmF0dXJlLWluLWEtcGF0aC1vZi1hLXJlcXVlc3Q";
  private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwYXRoIn0." + SIGNATURE;
  private static final Map<String, SecretKind> CANARIES =
      Map.of(
          TOKEN,
          SecretKind.BEARER_TOKEN,
          KEY,
          SecretKind.TENANT_KEY,
          "ZYXWVUTSRQPOabcdefghijklmnopqrstuvwxyzABCD0",
          SecretKind.INVITATION_SECRET,
          JWT,
          SecretKind.JWT);

  /** Tokens that requests present, by the part that is an id and stands in a path. */
  private static final Map<String, String> PRESENTED =
      Map.of("imp-7Kq2z", "imp-7Kq2z", SECRET, TOKEN, SIGNATURE, JWT, KEY, TOKEN);

  private static final String REFUSED = "GET /api/accounts/%s HTTP/3.7";

  private static RosterServer server;

  private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Logger roster = loggers.getLogger("dev.roster");
  private final Logger access = loggers.getLogger("dev.roster.access");
  private final Set<String> logged = ConcurrentHashMap.newKeySet();
  private final AppenderBase<ILoggingEvent> ids =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(event.getMDCPropertyMap().getOrDefault("http.request.id", ""));
        }
      };

  @TempDir private Path folder;
  private Level ofRoot;
  private Level ofRoster;
  private Evidence evidence;
  private LogCapture capture;

  @BeforeAll
  static void start() {
    Config config =
        Config.builder(TestServer.databaseWith("two-tenants"), "127.0.0.1", 0)
            .connections(4)
            .management(new ManagementAddress("127.0.0.1", 0, true))
            .build();
    server = RosterServer.start(config, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void listen() {
    CANARIES.forEach((canary, kind) -> Secrets.seen(kind, canary));
    ofRoot = root.getLevel();
    ofRoster = roster.getLevel();
    root.setLevel(Level.INFO);
    roster.setLevel(Level.TRACE);
    evidence = new Evidence(folder);
    capture = LogCapture.on(loggers, evidence);
    ids.start();
    access.addAppender(ids);
  }

  @AfterEach
  void stopListening() {
    access.detachAppender(ids);
    capture.off();
    root.setLevel(ofRoot);
    roster.setLevel(ofRoster);
  }

  static Stream<String> requestLines() {
    return Stream.of(
        "GET /accept/%s HTTP/1.1",
        "GET /nowhere/%s/x HTTP/1.1",
        "GET /%%2e%%2e/x%%20%s%%0a HTTP/1.1",
        "GET https://roster.test/docs/%s HTTP/1.1",
        "GET /api/accounts/%s HTTP/1.1",
        "GET /api/accounts/invitations/%s/ HTTP/1.1",
        "GET /api/accounts/countries/%s HTTP/1.1",
        "POST /api/accounts/users/me/%s/ HTTP/1.1",
        "GET /api/user/aaaaaaaa-0000-4000-8000-000000000001/%s HTTP/1.1",
        "GET /api/user/%s/aaaaaaaa-3333-4000-8000-000000000001 HTTP/1.1",
        "PUT /api/users/%s/null HTTP/1.1",
        "GET /dev/mailbox/%s HTTP/1.1",
        "M-%s /api/accounts/users/me/ HTTP/1.1",
        REFUSED);
  }

  /** The headers of a request whose first line is refused are not read. */
  static Stream<String> requestLinesWithHeaders() {
    return requestLines().filter(line -> !line.equals(REFUSED));
  }

  @ParameterizedTest
  @MethodSource("requestLines")
  void noLoggerShowsASecretInAPath(String requestLine) {
    RawHttp http = new RawHttp(server.baseUri());

    for (String canary : CANARIES.keySet()) {
      awaitLogged(http.exchange(request(requestLine.formatted(canary)), false));
    }

    assertThat(leaks()).isEmpty();
  }

  /** Also a short one, as it may be imported, and parts of long ones. */
  @ParameterizedTest
  @MethodSource("requestLinesWithHeaders")
  void noLoggerShowsACredentialThatTheRequestPresents(String requestLine) {
    RawHttp http = new RawHttp(server.baseUri());

    PRESENTED.forEach((canary, token) -> {
      String ids =
          "\r\nX-Request-Id: %s\r\ntraceparent: 00-%s-b7ad6b7169203331-01"
              .formatted(canary, KEY.replace("-", ""));
      awaitLogged(http.exchange(request(requestLine.formatted(canary) + ids, token, KEY), false));
    });

    assertThat(leaks(kindsOf(PRESENTED.keySet()))).isEmpty();
  }

  private static Map<String, SecretKind> kindsOf(Set<String> canaries) {
    return canaries.stream()
        .collect(
            Collectors.toMap(
                each -> each,
                each -> each.equals(KEY) ? SecretKind.TENANT_KEY : SecretKind.BEARER_TOKEN));
  }

  private static byte[] request(String requestLine) {
    return request(requestLine, "ann-token", "aaaaaaaa-1111-4000-8000-000000000001");
  }

  private static byte[] request(String requestLine, String token, String key) {
    return (requestLine
            + """
            \r
            Host: roster.test\r
            Authorization: Bearer %s\r
            x-api-compleat-key: %s\r
            x-api-version: 1\r
            Connection: close\r
            \r
            """
                .formatted(token, key))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void noLoggerShowsASecretInAPathOfTheManagementPortOrASandbox() {
    RawHttp management = new RawHttp(server.managementUri().orElseThrow());
    for (String canary : CANARIES.keySet()) {
      management.send("GET", "/" + canary, Map.of(), null);
      management.send("DELETE", "/loggers/" + canary, Map.of(), null);
    }
    try (Sandbox sandbox = Sandbox.startOn(TestDatabase.fresh(), "127.0.0.1", 0)) {
      RawHttp http = new RawHttp(sandbox.baseUri());
      for (String canary : CANARIES.keySet()) {
        awaitLogged(http.send("GET", "/__sandbox/tenants/" + canary, Map.of(), null));
        awaitLogged(http.send("DELETE", "/__sandbox/faults/" + canary, Map.of(), null));
      }
    }

    assertThat(leaks()).isEmpty();
  }

  /** A line may be written after its response was read. */
  private void awaitLogged(RawResponse response) {
    String id = response.header("x-request-id").orElseThrow();
    Waiting.until(() -> logged.contains(id));
  }

  private Set<String> leaks() {
    return leaks(CANARIES);
  }

  private Set<String> leaks(Map<String, SecretKind> canaries) {
    LeakSearch search = new LeakSearch(canaries, Map.of());
    evidence.search(Source.LOG, search);
    return search.leaks();
  }
}
