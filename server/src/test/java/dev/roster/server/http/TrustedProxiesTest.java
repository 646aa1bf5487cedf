package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.roster.server.failure.UserErrorException;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The origin of a request in the audit log and in links. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrustedProxiesTest {
  private final TestServer direct = TestServer.behind("two-tenants");
  private final TestServer behind =
      TestServer.behind("two-tenants", "127.0.0.1", "10.0.0.0/8", "fd00::/8");

  @AfterAll
  void stop() {
    direct.close();
    behind.close();
  }

  /** Switches to a company the caller is a member of, and looks where from the log says it was. */
  private static String addressOf(TestServer server, String forwarded) {
    RawResponse switched =
        server.send(
            "POST",
            "/api/accounts/workspaces/switch/",
            Map.of(
                "Authorization",
                "Bearer ann-token",
                "Content-Type",
                "application/json",
                "X-Forwarded-For",
                forwarded),
            "{\"company_id\":1}".getBytes(StandardCharsets.UTF_8));
    assertThat(switched.status()).as(switched.text()).isEqualTo(200);
    return server
        .database()
        .reading(tx ->
            tx.handle()
                .createQuery(
                    "SELECT address FROM audit_event WHERE request_id = :id AND action LIKE"
                        + " '%switch%'")
                .bind("id", switched.header("x-request-id").orElseThrow())
                .mapTo(String.class)
                .one());
  }

  static Stream<Arguments> hops() {
    return Stream.of(
        arguments("203.0.113.7", "203.0.113.7"),
        arguments("198.51.100.1, 203.0.113.7", "203.0.113.7"),
        arguments("203.0.113.7, 10.1.2.3", "203.0.113.7"),
        arguments("203.0.113.7,10.1.2.3 , 127.0.0.1", "203.0.113.7"),
        arguments("10.1.2.3", "10.1.2.3"),
        arguments("203.0.113.7:4711", "203.0.113.7"),
        arguments("2001:db8::7", "2001:db8:0:0:0:0:0:7"),
        arguments("[2001:db8::7]:4711, [fd00::1]", "2001:db8:0:0:0:0:0:7"),
        arguments("", "127.0.0.1"),
        arguments("unknown", "127.0.0.1"),
        arguments("203.0.113.7, localhost", "127.0.0.1"),
        arguments("203.0.113.7, <script>, 10.1.2.3", "10.1.2.3"),
        arguments("999.1.1.1", "127.0.0.1"),
        arguments("[2001:db8::7", "127.0.0.1"),
        arguments("fe80::1%eth0", "127.0.0.1"),
        arguments("::ffff:203.0.113.7", "203.0.113.7"),
        arguments("203.0.113.7:", "127.0.0.1"),
        arguments("\"203.0.113.7\"", "203.0.113.7"),
        arguments("203.0.113.7,,", "203.0.113.7"),
        arguments("_hidden, 203.0.113.7\r\nX-Forwarded-For: 10.1.2.3", "203.0.113.7"),
        arguments("203.0.113.7\r\nForwarded: for=198.51.100.9", "203.0.113.7"));
  }

  @ParameterizedTest
  @MethodSource("hops")
  void theFirstHopThatIsNoTrustedProxyIsWhereARequestCameFrom(String forwarded, String address) {
    assertThat(addressOf(behind, forwarded)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "127.0.0.1, 203.0.113.7"})
  void whoIsNotTrustedSaysWhereFromInVain(String forwarded) {
    assertThat(addressOf(direct, forwarded)).isEqualTo("127.0.0.1");
  }

  private static String nextLink(TestServer server, String scheme) {
    return server
        .send(
            "GET",
            "/api/accounts/companies/?limit=1",
            Map.of("Authorization", "Bearer ann-token", "X-Forwarded-Proto", scheme),
            null)
        .text();
  }

  @Test
  void linksHaveTheSchemeThatTheCallerSpeaksWithTheProxy() {
    assertThat(nextLink(behind, "https")).contains("\"next\":\"https://roster.test/");
    assertThat(nextLink(behind, "http")).contains("\"next\":\"http://roster.test/");
    assertThat(nextLink(behind, "javascript")).contains("\"next\":\"http://roster.test/");
    assertThat(nextLink(direct, "https")).contains("\"next\":\"http://roster.test/");
  }

  static Stream<Arguments> chains() {
    String chain = "203.0.113.7, 10.1.2.3";
    return Stream.of(
        // as of two proxies that each add what they saw
        arguments(chain, "https, http", "https"),
        arguments(chain, "http, https", "http"),
        arguments(chain, "https,http", "https"),
        arguments(chain, "https\r\nX-Forwarded-Proto: http", "https"),
        // the caller made up the beginning of both
        arguments("198.51.100.1, " + chain, "http, https, http", "https"),
        arguments("198.51.100.1, " + chain, "https, http, http", "http"),
        // the outermost proxy sets it, the others leave it alone
        arguments(chain, "https", "https"),
        arguments("203.0.113.7, 10.1.2.3, 10.1.2.4", "https", "https"),
        arguments("203.0.113.7, 10.1.2.3, 10.1.2.4", "https, http", "https"),
        // one proxy that does not tell whom it serves
        arguments("", "https", "https"),
        arguments("", "http, https", "https"),
        // the walk stops at what is no address
        arguments("203.0.113.7, unknown", "http, https", "https"),
        arguments(chain, "HTTPS, http", "https"),
        arguments(chain, "", "http"));
  }

  @ParameterizedTest
  @MethodSource("chains")
  void theSchemeIsThatOfTheHopAtWhichTheSearchStops(String hops, String schemes, String scheme) {
    RawResponse page =
        behind.send(
            "GET",
            "/api/accounts/companies/?limit=1",
            Map.of(
                "Authorization",
                "Bearer ann-token",
                "X-Forwarded-For",
                hops,
                "X-Forwarded-Proto",
                schemes,
                "X-Forwarded-Host",
                "evil.example",
                "X-Forwarded-Port",
                "4711",
                "Forwarded",
                "for=198.51.100.9;proto=https;host=evil.example"),
            null);

    assertThat(page.text()).contains("\"next\":\"" + scheme + "://roster.test/api/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proxy.example", "10.0.0.0/8x", "10.0.0.0/99", "300.0.0.1", "-", "::/", ""})
  void whatIsNoAddressIsRefusedByName(String range) {
    assertThatExceptionOfType(UserErrorException.class)
        .isThrownBy(() -> new TrustedProxies(List.of("10.0.0.1", range)))
        .withMessageContaining(range);
  }
}
