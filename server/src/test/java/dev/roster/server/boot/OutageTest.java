package dev.roster.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.http.DoorFailures;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.SpecGuard;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.transfer.Importer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A database that goes away while a server works on it. */
class OutageTest {
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
    url = TestDatabase.fresh();
    try (Database database = Database.openForTransfer(url)) {
      new Importer(database, Clock.systemUTC(), (file, rows) -> {})
          .load(TestServer.OPERATOR, TestServer.resource("django/data"));
    }
    server = RosterServer.start(new Config(url, "127.0.0.1", 0, CONNECTIONS), Clock.systemUTC());
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

  /** Runs statements about the database of the server from outside of it. */
  private void administer(String... statements) throws SQLException {
    String jdbcUrl = url.jdbcUrl();
    int slash = jdbcUrl.lastIndexOf('/');
    int query = jdbcUrl.indexOf('?');
    String name = jdbcUrl.substring(slash + 1, query);
    String other = jdbcUrl.substring(0, slash + 1) + "postgres" + jdbcUrl.substring(query);
    try (Connection connection = DriverManager.getConnection(other);
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement.formatted(name));
      }
    }
  }

  private void refuseConnections() throws SQLException {
    administer("ALTER DATABASE %s ALLOW_CONNECTIONS false", CLOSE_ALL);
  }

  private static final String CLOSE_ALL =
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '%s'";

  @Test
  void bothDoorsSayThatTheyAreUnavailableAndWhenToComeBack() throws SQLException {
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
    Logger failures = (Logger) LoggerFactory.getLogger(DoorFailures.class);
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
              .contains("SQL");
        });
  }

  @Test
  void theServerRecoversWhenTheDatabaseIsBack() throws SQLException {
    refuseConnections();
    assertThat(get(COOLSET).status()).isEqualTo(503);

    administer("ALTER DATABASE %s ALLOW_CONNECTIONS true");

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
    administer(CLOSE_ALL);

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
