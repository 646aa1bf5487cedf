package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Legal addresses that look odd, on a real PostgreSQL. */
class DatabaseUrlTrialsTest {
  private static String show(DatabaseUrl url, String setting) {
    try (Database database = Database.open(url, 2)) {
      return database.reading(
          tx -> tx.handle().createQuery("SHOW " + setting).mapTo(String.class).one());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"p@ss:w/o?r#d&=%+ €", "a+b", "100%", "\"quoted\" 'too'"})
  void credentialsMayHaveAnyCharacter(String password) {
    DatabaseUrl url = TestDatabase.empty();
    String role = "rôle-" + password.length() + "@" + TestDatabase.name(url);
    TestDatabase.change(
        url, "CREATE ROLE \"" + role + "\" LOGIN PASSWORD '" + password.replace("'", "''") + "'");
    URI server = URI.create(url.jdbcUrl().substring("jdbc:".length()));

    DatabaseUrl parsed =
        DatabaseUrl.parse(
            "postgresql://"
                + encoded(role)
                + ":"
                + encoded(password)
                + "@"
                + server.getHost()
                + ":"
                + server.getPort()
                + server.getRawPath());

    assertThat(show(parsed, "session_authorization")).isEqualTo(role);
    assertThat(parsed.toString()).doesNotContain(encoded(password));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Test
  void ofSeveralHostsThePrimaryThatAnswersIsUsed() throws IOException {
    String jdbc = TestDatabase.empty().jdbcUrl();
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    String two =
        jdbc.replaceFirst("//", "//127.0.0.1:" + closed + ",") + "&targetServerType=primary";

    assertThat(show(DatabaseUrl.parse(two), "statement_timeout")).isEqualTo("4s");
  }

  @Test
  void optionsOfTheSessionInTheAddressAreKept() {
    String jdbc = TestDatabase.empty().jdbcUrl();

    assertThat(
            show(
                new DatabaseUrl(jdbc + "&options=-c%20statement_timeout=3s%20-c%20work_mem=7MB"),
                "statement_timeout"))
        .isEqualTo("3s");
    assertThat(show(new DatabaseUrl(jdbc + "&options=-c%20work_mem=7MB"), "work_mem"))
        .isEqualTo("7MB");
  }

  @Test
  void tlsThatTheServerDoesNotHaveIsOneLine() {
    DatabaseUrl url = new DatabaseUrl(TestDatabase.empty().jdbcUrl() + "&sslmode=require");

    assertThatThrownBy(() -> Database.open(url, 2))
        .isInstanceOf(DatabaseUnreachableException.class)
        .satisfies(refused -> assertThat(refused.getMessage().lines()).hasSize(1))
        .hasMessageContaining("SSL");
  }
}
