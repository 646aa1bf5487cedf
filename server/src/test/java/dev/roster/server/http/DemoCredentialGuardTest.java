package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
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
class DemoCredentialGuardTest {
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
    "X-Forwarded-Host, localhost:3000, 401",
    "X-Forwarded-Proto, https, 401",
    "X-Forwarded-Port, 443, 401",
    "X-Forwarded-Server, proxy, 401",
    "Forwarded, for=203.0.113.7, 401",
    "Forwarded, for=127.0.0.1, 401",
    "Via, 1.1 proxy, 401",
    "cf-connecting-ip, 203.0.113.7, 401",
    "CF-Connecting-IPv6, 2001:db8::1, 401",
    "CF-Ray, 8a1b2c3d4e5f-AMS, 401",
    "True-Client-IP, 203.0.113.7, 401",
    "X-Client-IP, 203.0.113.7, 401",
    "X-Client-IP, 127.0.0.1, 200",
    "X-Cluster-Client-IP, 203.0.113.7, 401",
    "X-Original-Forwarded-For, 203.0.113.7, 401",
    "X-Envoy-External-Address, 203.0.113.7, 401",
    "X-Amzn-Trace-Id, Root=1-67891233-abcdef012345678912345678, 401",
    "X-Azure-ClientIP, 203.0.113.7, 401",
    "CloudFront-Viewer-Address, 203.0.113.7:46532, 401",
    "Fastly-Client-IP, 203.0.113.7, 401",
    "Fly-Client-IP, 203.0.113.7, 401",
    "DO-Connecting-IP, 203.0.113.7, 401",
    "Client-IP, 203.0.113.7, 401",
    "Remote-Addr, 203.0.113.7, 401",
    "X-Remote-IP, 203.0.113.7, 401",
    "X-ProxyUser-Ip, 203.0.113.7, 401",
    "X-Vercel-Forwarded-For, 203.0.113.7, 401",
    "X-Http-Forwarded-For, 203.0.113.7, 401",
    "X-Original-Host, roster.example.org, 401",
    "CDN-Loop, cloudflare, 401",
    "X-Varnish, 32770, 401",
    "Ngrok-Trace-Id, 1, 401",
    "Accept-Language, en, 200",
  })
  void whatAProxyPassedOnDecides(String header, String value, int status) {
    assertThat(me(Map.of("Host", "127.0.0.1:8080", header, value)).status()).isEqualTo(status);
    assertThat(users(Map.of("Host", "127.0.0.1:8080", header, value)).status()).isEqualTo(status);
  }

  @Test
  void aProxyOfThisMachineForThisMachineMayTellMore() {
    Map<String, String> headers =
        Map.of(
            "Host",
            "localhost:8080",
            "X-Forwarded-For",
            "127.0.0.1",
            "X-Forwarded-Proto",
            "http",
            "X-Forwarded-Host",
            "localhost:3000");

    assertThat(me(headers).status()).isEqualTo(200);
    assertThat(me(with(headers, "X-Forwarded-Host", "roster.example.org")).status()).isEqualTo(401);
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> changed = new HashMap<>(headers);
    changed.put(name, value);
    return changed;
  }

  /** nginx with no more than {@code proxy_pass} sends nothing else, and Host is its upstream. */
  @ParameterizedTest
  @CsvSource({
    "HTTP/1.0, 'Host: 127.0.0.1:8080', 401",
    "HTTP/1.0, 'Host: localhost', 401",
    "HTTP/1.0, 'Accept: */*', 401",
    "HTTP/1.1, 'Host: 127.0.0.1:8080', 200",
  })
  void anOldProtocolIsThatOfAProxy(String version, String header, int status) {
    String request =
        "GET /api/accounts/users/me/ %s\r\n%s\r\nConnection: close\r\n%s\r\n\r\n"
            .formatted(version, header, "Authorization: Bearer demo-owner-token");

    RawResponse answer = server.raw().exchange(request.getBytes(StandardCharsets.US_ASCII), false);

    assertThat(answer.status()).isEqualTo(status);
  }

  /** Whichever of the two counts, both must name this machine. */
  @ParameterizedTest
  @CsvSource({
    "localhost:8080, localhost:8080, 200",
    "127.0.0.1, localhost, 200",
    "evil.example, localhost, 401",
    "localhost, evil.example, 401",
    "localhost.evil.example, 127.0.0.1, 401",
  })
  void theHostOfAnAbsoluteTargetDecidesToo(String authority, String host, int status) {
    String request =
        "GET http://%s/api/accounts/users/me/ HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n\r\n"
            .formatted(authority, host, "Authorization: Bearer demo-owner-token");

    RawResponse answer = server.raw().exchange(request.getBytes(StandardCharsets.US_ASCII), false);

    assertThat(answer.status()).isEqualTo(status);
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
