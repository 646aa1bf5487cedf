package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

class SessionCheckTest {
  private final DatabaseUrl url = TestDatabase.empty();
  private final SessionCheck check = new SessionCheck(SessionSettings.REQUESTS, url);

  @Test
  void aSessionOfThePoolIsAsItShouldBe() {
    try (Database database = Database.open(url, 1)) {
      assertThat(database.sessionWarnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "statement_timeout, 0, off and not 4000 ms",
    "statement_timeout, 4001, 4001 ms and not 4000 ms",
    "idle_in_transaction_session_timeout, 0, off and not 10000 ms",
  })
  void aLimitThatTheSessionDoesNotHaveIsNamed(String name, int millis, String told)
      throws SQLException {
    try (Connection connection = connected()) {
      set(connection, name, millis);

      assertThat(check.warnings(connection))
          .singleElement()
          .asString()
          .startsWith(name + " of the session is " + told)
          .contains("ALTER ROLE ... SET " + name);
    }
  }

  @Test
  void shorterLimitsAreKept() throws SQLException {
    try (Connection connection = connected()) {
      set(connection, "statement_timeout", 2_000);

      assertThat(check.warnings(connection)).isEmpty();
    }
  }

  /** A pooler tells its client a process of its own, as PgBouncer does. */
  @Test
  void aPoolerIsNoticed() throws SQLException {
    try (Connection connection = connected()) {
      assertThat(check.warnings(pooled(connection)))
          .singleElement()
          .asString()
          .startsWith("there is a pooler between Roster and the database");
    }
  }

  @Test
  void aPoolerThatTheUrlNamesIsNoSurprise() throws SQLException {
    DatabaseUrl named = new DatabaseUrl(url.jdbcUrl() + "&prepareThreshold=0");
    try (Connection connection = connected()) {
      assertThat(new SessionCheck(SessionSettings.REQUESTS, named).warnings(pooled(connection)))
          .isEmpty();
    }
  }

  private static Connection pooled(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            SessionCheckTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) ->
                method.getName().equals("unwrap")
                    ? another()
                    : method.invoke(connection, arguments));
  }

  private static Object another() {
    return Proxy.newProxyInstance(
        SessionCheckTest.class.getClassLoader(),
        new Class<?>[] {PGConnection.class},
        (_, _, _) -> 1);
  }

  private Connection connected() throws SQLException {
    Connection connection = DriverManager.getConnection(url.jdbcUrl());
    set(connection, "statement_timeout", 4_000);
    set(connection, "idle_in_transaction_session_timeout", 10_000);
    return connection;
  }

  private static void set(Connection connection, String name, int millis) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("SET " + name + " = " + millis);
    }
  }
}
