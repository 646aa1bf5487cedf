package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deprecation headers in responses of a deprecated operation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeprecationTest {
  private static final String OLD = "/api/accounts/user-config/";

  private TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.withData("two-tenants");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private RawResponse send(String method, String target, String token, String accept) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + token);
    headers.put("Accept", accept);
    return server.send(method, target, headers, null);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, ann-token, application/json, 200",
    "HEAD, ann-token, application/json, 200",
    "OPTIONS, ann-token, application/json, 200",
    "POST, ann-token, application/json, 405",
    "GET, ann-token, text/csv, 406",
    "GET, nobodys-token, application/json, 401"
  })
  @Tag("promise:deprecation")
  void everyResponseOfTheOldProfileAnnouncesItsEnd(
      String method, String token, String accept, int status) {
    RawResponse answer = send(method, OLD, token, accept);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers().get("deprecation")).containsExactly("@1793491200");
    assertThat(answer.headers().get("sunset")).containsExactly("Wed, 01 Dec 2027 00:00:00 GMT");
    assertThat(answer.headers().get("link"))
        .containsExactly("</api/accounts/users/me/>; rel=\"successor-version\"");
  }

  @Test
  void theSuccessorRespondsAlikeAndIsNotDeprecated() {
    RawResponse old = send("GET", OLD, "ann-token", "*/*");
    String link = old.header("link").orElseThrow();

    RawResponse answer = send("GET", link.substring(1, link.indexOf('>')), "ann-token", "*/*");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(old.text());
    assertThat(answer.headers()).doesNotContainKeys("deprecation", "sunset", "link");
  }
}
