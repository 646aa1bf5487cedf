package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Demo credentials on a server of this machine, from pages of other sites and through proxies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicCredentialGuardTest {
  private TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.empty(Clock.systemUTC()).load("dev/roster/server/cli/demo");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private RawResponse me(Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.putIfAbsent("Authorization", "Bearer demo-owner-token");
    return server.send("GET", "/api/accounts/users/me/", all, null);
  }

  private RawResponse users(Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("x-api-compleat-key", "D025EEDC-5ea0-4de8-be9f-f8873545add9");
    all.put("x-api-version", "1");
    return server.send("GET", "/api/users/0e5ca9e1-5ba3-483c-bc4c-d8dd2e078f06/null", all, null);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "localhost:8080, 200",
    "LOCALHOST:8080, 200",
    "localhost., 200",
    "app.localhost:3000, 200",
    "127.0.0.1, 200",
    "127.0.0.2:8080, 200",
    "[::1]:8080, 200",
    "[0:0:0:0:0:0:0:1], 200",
    "[::ffff:127.0.0.1], 200",
    "roster.test, 401",
    "evil.example:8080, 401",
    "127.0.0.1.evil.example, 401",
    "localhost.evil.example, 401",
    "evil-localhost, 401",
    "0.0.0.0, 401",
    "192.0.2.1:8080, 401",
  })
  void theHostOfTheRequestDecides(String host, int status) {
    assertThat(me(Map.of("Host", host)).status()).isEqualTo(status);
    assertThat(users(Map.of("Host", host)).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-For, 127.0.0.1, 200",
    "X-Forwarded-For, '::1, 127.0.0.1', 200",
    "X-Forwarded-For, 203.0.113.7, 401",
    "X-Forwarded-For, '203.0.113.7, 127.0.0.1', 401",
    "X-Forwarded-For, '127.0.0.1, 203.0.113.7', 401",
    "X-Forwarded-For, unknown, 401",
    "x-real-ip, 203.0.113.7, 401",
    "X-Forwarded-Host, roster.example.org, 401",
    "X-Forwarded-Host, localhost:3000, 200",
    "Forwarded, for=203.0.113.7, 401",
  })
  void whatAProxyPassedOnDecides(String header, String value, int status) {
    assertThat(me(Map.of("Host", "127.0.0.1:8080", header, value)).status()).isEqualTo(status);
    assertThat(users(Map.of("Host", "127.0.0.1:8080", header, value)).status()).isEqualTo(status);
  }

  @Test
  void theRefusalIsThatOfAnUnknownToken() {
    assertThat(me(Map.of("Host", "evil.example")).text())
        .isEqualTo("{\"detail\":\"Invalid token.\"}");
    assertThat(users(Map.of("Host", "evil.example")).text())
        .startsWith("{\"Message\":\"Authorization has been denied for this request.\"");
  }

  @ParameterizedTest
  @CsvSource({"bearer  demo-owner-token", "BEARER demo-owner-token"})
  void noSpellingOfTheHeaderGetsPast(String value) {
    assertThat(me(Map.of("Host", "evil.example", "Authorization", value)).status()).isEqualTo(401);
    assertThat(me(Map.of("Host", "localhost", "Authorization", value)).status()).isEqualTo(200);
  }
}
