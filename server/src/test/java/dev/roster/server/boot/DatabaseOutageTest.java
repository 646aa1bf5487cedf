package dev.roster.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.http.FailureMapper;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.SpecGuard;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** A database that goes away while a server works on it. */
class DatabaseOutageTest {
  private static final String COOLSET = "/api/accounts/workspaces/";
  private static final String COMPLEAT = "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/null";
  private static final Map<String, String> HEADERS =
      Map.of(
          "Authorization",
          "Bearer tok-many-0123456789",
          "x-api-compleat-key",
          "8de23776-35df-5e7e-9558-d12daabd7472",
          "x-api-version",
          "1");

  private static final int CONNECTIONS = 2;

  private DatabaseUrl url;
  private RosterServer server;

  @BeforeEach
  void start() {
    url = TestServer.databaseWith("django/data");
    server = RosterServer.start(config(url), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RawResponse get(String target) {
    RawResponse answer = new RawHttp(server.baseUri()).send("GET", target, HEADERS, null);
    SpecGuard.check("GET", target, answer);
    return answer;
  }

  private void refuseConnections() {
    TestDatabase.administer(url, "ALTER DATABASE %s ALLOW_CONNECTIONS false");
    TestDatabase.closeConnections(url);
  }

  @Test
  @Tag("promise:server-error")
  @Tag("promise:compleat-server-error")
  @Tag("promise:required-headers")
  void bothContractsRespond503WithRetryAfter() throws SQLException {
    assertThat(get(COOLSET).status()).isEqualTo(200);
    refuseConnections();

    RawResponse coolset = get(COOLSET);
    RawResponse compleat = get(COMPLEAT);

    assertThat(coolset.status()).isEqualTo(503);
    assertThat(coolset.header("retry-after")).contains("1");
    assertThat(coolset.text())
        .isEqualTo("{\"detail\":\"The service is temporarily unavailable.\"}");
    assertThat(compleat.status()).isEqualTo(503);
    assertThat(compleat.header("retry-after")).contains("1");
    assertThat(compleat.text()).contains("\"Message\":\"The service is temporarily unavailable.\"");
  }

  @Test
  void eachRequestOfAnOutageIsOneLineOfTheLog() throws SQLException {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger failures = (Logger) LoggerFactory.getLogger(FailureMapper.class);
    failures.addAppender(log);
    try {
      refuseConnections();
      assertThat(get(COOLSET).status()).isEqualTo(503);
    } finally {
      failures.detachAppender(log);
    }

    assertThat(log.list)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getLevel()).isEqualTo(Level.WARN);
          assertThat(event.getThrowableProxy()).isNull();
          assertThat(event.getFormattedMessage())
              .startsWith("accounts_workspaces_list is unavailable: ")
              .containsPattern("(?i)connection")
              .doesNotContain("Exception");
        });
  }

  @Test
  void theServerRecoversWhenTheDatabaseIsBack() throws SQLException {
    refuseConnections();
    assertThat(get(COOLSET).status()).isEqualTo(503);

    TestDatabase.administer(url, "ALTER DATABASE %s ALLOW_CONNECTIONS true");

    assertThat(statusOnceConnected()).isEqualTo(200);
    assertThat(get(COMPLEAT).status()).isEqualTo(200);
  }

  /** Each connection that broke may cost one request. */
  private int statusOnceConnected() {
    for (int i = 0; i < CONNECTIONS; i++) {
      if (get(COOLSET).status() == 200) {
        return 200;
      }
    }
    return get(COOLSET).status();
  }

  @Test
  void connectionsThatTheDatabaseClosedAreReplaced() throws SQLException {
    assertThat(get(COOLSET).status()).isEqualTo(200);
    TestDatabase.closeConnections(url);

    assertThat(statusOnceConnected()).isEqualTo(200);
  }

  private RawResponse invite(String email) {
    Map<String, String> headers = new HashMap<>(HEADERS);
    headers.put("Content-Type", "application/json");
    String body = "{\"email\":\"" + email + "\",\"auth_group\":4}";
    RawResponse answer =
        new RawHttp(server.baseUri())
            .send(
                "POST",
                "/api/accounts/invitations/",
                headers,
                body.getBytes(StandardCharsets.UTF_8));
    SpecGuard.check("POST", "/api/accounts/invitations/", answer);
    return answer;
  }

  @Test
  void aDatabaseThatTurnsReadOnlyAndBack() throws SQLException {
    assertThat(invite("before@example.org").status()).isEqualTo(201);
    TestDatabase.administer(url, "ALTER DATABASE %s SET default_transaction_read_only = on");
    TestDatabase.closeConnections(url);
    statusOnceConnected();

    RawResponse refused = invite("during@example.org");

    assertThat(refused.status()).as(refused.text()).isEqualTo(503);
    assertThat(refused.header("retry-after")).contains("1");
    assertThat(get(COOLSET).status()).isEqualTo(200);
    assertThat(get(COMPLEAT).status()).isEqualTo(200);
    // sessions that began while it was read-only stay so
    TestDatabase.administer(url, "ALTER DATABASE %s RESET default_transaction_read_only");
    assertThat(IntStream.rangeClosed(0, CONNECTIONS).map(each -> invite("a@b.example").status()))
        .contains(201);
  }

  @Test
  void aLockedTableCostsNoMoreConnectionsThanThePoolHas() throws Exception {
    server.close();
    server =
        RosterServer.start(
            config(new DatabaseUrl(url.jdbcUrl() + "&socketTimeout=3")), Clock.systemUTC());
    try (Connection holder = DriverManager.getConnection(url.jdbcUrl());
        Statement holds = holder.createStatement();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      holder.setAutoCommit(false);
      holds.execute("LOCK TABLE person, api_token, tenant_key IN ACCESS EXCLUSIVE MODE");
      for (int round = 0; round < 3; round++) {
        List<Future<RawResponse>> waiting =
            Stream.of(COOLSET, COMPLEAT, COOLSET, COMPLEAT)
                .map(target -> threads.submit(() -> get(target)))
                .toList();
        for (Future<RawResponse> each : waiting) {
          RawResponse answer = each.get(60, TimeUnit.SECONDS);
          assertThat(answer.status()).isEqualTo(503);
          assertThat(answer.header("retry-after")).contains("1");
        }
        // and the one of /readyz
        assertThat(backends(holds)).isLessThanOrEqualTo(CONNECTIONS + 1);
      }
    }
    assertThat(statusOnceConnected()).isEqualTo(200);
  }

  /** All the same to a request is whether the URL lets the driver wait longer. */
  @ParameterizedTest
  @CsvSource({"''", "&socketTimeout=60"})
  void aFrozenDatabaseCostsARequestTenSecondsAtMost(String option) throws Exception {
    server.close();
    server = RosterServer.start(config(new DatabaseUrl(url.jdbcUrl() + option)), Clock.systemUTC());
    assertThat(get(COOLSET).status()).isEqualTo(200);
    List<Long> frozen = frozenBackends();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long begin = System.nanoTime();
      List<Future<RawResponse>> waiting =
          IntStream.range(0, 3 * CONNECTIONS)
              .mapToObj(_ -> threads.submit(() -> get(COOLSET)))
              .toList();
      for (Future<RawResponse> each : waiting) {
        RawResponse answer = each.get(60, TimeUnit.SECONDS);
        assertThat(answer.status()).isIn(200, 503);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    } finally {
      frozen.forEach(each -> TestDatabase.signal("CONT", each));
    }
    assertThat(statusOnceConnected()).isEqualTo(200);
  }

  private List<Long> frozenBackends() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url.jdbcUrl());
        Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "SELECT pid FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND application_name = 'roster'")) {
      List<Long> backends = new ArrayList<>();
      while (rows.next()) {
        backends.add(rows.getLong(1));
      }
      assertThat(backends).isNotEmpty();
      backends.forEach(each -> TestDatabase.signal("STOP", each));
      return backends;
    }
  }

  private static Config config(DatabaseUrl url) {
    return Config.builder(url, "127.0.0.1", 0).connections(CONNECTIONS).build();
  }

  private static int backends(Statement sql) throws SQLException {
    try (ResultSet rows =
        sql.executeQuery(
            "SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name = 'roster'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void aRightThatWasTakenAwayIsOneLineForTheOperator() throws SQLException {
    DatabaseUrl nobody = TestDatabase.asNobody(url);
    String role = "nobody_" + TestDatabase.name(url);
    TestDatabase.change(
        url,
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role,
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO " + role);
    server.close();
    server = RosterServer.start(config(nobody), Clock.systemUTC());
    assertThat(get(COOLSET).status()).isEqualTo(200);

    TestDatabase.change(url, "REVOKE SELECT ON membership FROM " + role);

    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger failures = (Logger) LoggerFactory.getLogger(FailureMapper.class);
    failures.addAppender(log);
    try {
      assertThat(get(COOLSET).status()).isEqualTo(500);
    } finally {
      failures.detachAppender(log);
    }
    assertThat(log.list)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getLevel()).isEqualTo(Level.ERROR);
          assertThat(event.getThrowableProxy()).isNull();
          assertThat(event.getFormattedMessage())
              .contains("permission denied for table membership");
        });
    TestDatabase.change(url, "GRANT SELECT ON membership TO " + role);
    assertThat(get(COOLSET).status()).isEqualTo(200);
  }

  @Test
  void aPasswordThatWasChangedUnderTheServerIsAnOutage() throws SQLException {
    DatabaseUrl nobody = TestDatabase.asNobody(url);
    String role = "nobody_" + TestDatabase.name(url);
    TestDatabase.change(url, "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
    server.close();
    server = RosterServer.start(config(nobody), Clock.systemUTC());
    TestDatabase.administer(url, "ALTER ROLE " + role + " NOLOGIN");
    TestDatabase.closeConnections(url);

    assertThat(IntStream.rangeClosed(0, CONNECTIONS).map(each -> get(COOLSET).status()))
        .containsOnly(503);
    TestDatabase.administer(url, "ALTER ROLE " + role + " LOGIN");
    assertThat(statusOnceConnected()).isEqualTo(200);
  }

  @Test
  void whatNeedsNoDatabaseIsAnsweredDuringAnOutage() throws SQLException {
    refuseConnections();

    assertThat(get("/elsewhere").status()).isEqualTo(404);
    assertThat(new RawHttp(server.baseUri()).send("GET", COOLSET, Map.of(), null).status())
        .isEqualTo(401);
  }
}
