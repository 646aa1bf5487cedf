package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP itself allows and refuses; every answer speaks the dialect of its door. */
class ProtocolTest {
  private static final String COOLSET = "/api/accounts/workspaces/";
  private static final String COMPLEAT = "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/null";
  private static final String TOKEN = "tok-many-0123456789";
  private static final String KEY = "8de23776-35df-5e7e-9558-d12daabd7472";
  private static final String END = "Connection: close\r\n\r\n";
  private static final int BODY_LIMIT = 2_621_440;

  private static TestServer server;

  /** No test changes what is stored. */
  @BeforeAll
  static void start() {
    server = TestServer.withData("django/data");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawResponse exchange(String request) {
    RawResponse answer =
        server.raw().exchange(request.getBytes(StandardCharsets.ISO_8859_1), false);
    return harmless(answer);
  }

  private static RawResponse harmless(RawResponse answer) {
    assertThat(answer.text())
        .doesNotContainIgnoringCase("<html", "exception", "jetty", "jersey", "dev.roster", "\tat ");
    assertThat(answer.headers()).doesNotContainKey("server");
    return answer;
  }

  private static RawResponse send(String method, String target, Map<String, String> more) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + TOKEN);
    headers.put("x-api-compleat-key", KEY);
    headers.put("x-api-version", "1");
    headers.putAll(more);
    return harmless(server.raw().send(method, target, headers, null));
  }

  private static void isDialectOf(String target, RawResponse answer) {
    if (target.startsWith("/api/accounts/")) {
      assertThat(answer.header("content-type")).contains("application/json");
      assertThat(answer.text()).startsWith("{\"detail\":\"");
    } else if (target.startsWith("/api/user")) {
      assertThat(answer.header("content-type")).contains("application/json");
      assertThat(answer.text()).contains("\"Message\":\"", "\"MetaData\":{\"Version\":1");
    } else {
      assertThat(answer.header("content-type")).contains("application/problem+json");
      assertThat(answer.text()).contains("\"title\":\"", "\"status\":" + answer.status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage\r\n\r\n", "GET\r\n\r\n", "\u0001\u0002\r\n\r\n"})
  void aRequestLineThatIsNoneIsABadRequest(String request) {
    RawResponse answer = exchange(request);

    assertThat(answer.status()).isEqualTo(400);
    isDialectOf("/", answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere"})
  void anUnsupportedVersionIsRefusedInTheDialectOfTheDoor(String target) {
    RawResponse answer = exchange("GET " + target + " HTTP/3.7\r\nHost: x\r\n\r\n");

    assertThat(answer.status()).isEqualTo(505);
    isDialectOf("/", answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere"})
  void headersThatAreTooLongAreRefusedInTheDialectOfTheDoor(String target) {
    RawResponse answer =
        exchange(
            "GET %s HTTP/1.1\r\nHost: x\r\nX-Long: %s\r\n%s"
                .formatted(target, "x".repeat(20_000), END));

    assertThat(answer.status()).isEqualTo(431);
    isDialectOf(target, answer);
  }

  @Test
  void aTargetThatIsTooLongIsRefused() {
    RawResponse answer =
        exchange(
            "GET %s?search=%s HTTP/1.1\r\nHost: x\r\n%s"
                .formatted(COOLSET, "x".repeat(20_000), END));

    assertThat(answer.status()).isEqualTo(414);
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere"})
  void aRequestWithoutHostIsABadRequest(String target) {
    RawResponse answer = exchange("GET " + target + " HTTP/1.1\r\n" + END);

    assertThat(answer.status()).isEqualTo(400);
    isDialectOf(target, answer);
  }

  @Test
  void aBadChunkIsABadRequest() {
    RawResponse answer =
        exchange(
            "POST /api/accounts/invitations/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + TOKEN
                + "\r\n"
                + "Content-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "zz\r\n"
                + "{}\r\n"
                + "0\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
    isDialectOf(COOLSET, answer);
  }

  @Test
  void aBodyThatBreaksOffIsABadRequest() throws IOException {
    try (Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("POST /api/accounts/workspaces/switch/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                      + TOKEN
                      + "\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"a")
                  .getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();

      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(answer).matches("(?s)|HTTP/1.1 400 .*");
    }
  }

  @Test
  void contradictingLengthsAreABadRequest() {
    RawResponse answer =
        exchange(
            "POST /api/accounts/invitations/ HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
    isDialectOf(COOLSET, answer);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBodyBeyondTheLimitIsTooLarge(boolean chunked) throws IOException {
    String head =
        "POST /api/accounts/invitations/ HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Connection: close\r\n"
            + "Authorization: Bearer "
            + TOKEN
            + "\r\nContent-Type: application/json\r\n";
    String body = "{\"email\":\"" + "x".repeat(BODY_LIMIT) + "\"}";
    String request =
        chunked
            ? head
                + "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length())
                + "\r\n"
                + body
                + "\r\n0\r\n\r\n"
            : head + "Content-Length: " + body.length() + "\r\n\r\n" + body;

    RawResponse answer = exchange(request);

    assertThat(answer.status()).isEqualTo(413);
    isDialectOf(COOLSET, answer);
  }

  @Test
  void aClientThatExpectsToContinueIsToldSo() throws IOException {
    String body = "{\"company_id\":77777}";
    try (Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("POST /api/accounts/workspaces/switch/ HTTP/1.1\r\n"
                      + "Host: x\r\n"
                      + "Authorization: Bearer %s\r\n"
                      + "Content-Type: application/json\r\n"
                      + "Expect: 100-continue\r\n"
                      + "Content-Length: %d\r\n"
                      + "%s")
                  .formatted(TOKEN, body.length(), END)
                  .getBytes(StandardCharsets.ISO_8859_1));
      byte[] interim = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
      assertThat(new String(interim, StandardCharsets.ISO_8859_1))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

      socket.getOutputStream().write(body.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 404 ")
          .endsWith("{\"detail\":\"Not found.\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "BREW", "PATCH", "DELETE", "PUT"})
  void otherMethodsAreNotAllowedInEitherDoor(String method) {
    RawResponse coolset = send(method, COOLSET, Map.of());
    RawResponse compleat = send(method, COMPLEAT, Map.of());

    assertThat(coolset.status()).isEqualTo(405);
    assertThat(coolset.text())
        .isEqualTo("{\"detail\":\"Method \\\"%s\\\" not allowed.\"}".formatted(method));
    assertThat(coolset.header("allow")).contains("GET, HEAD, OPTIONS");
    assertThat(compleat.status()).isEqualTo(405);
    isDialectOf(COMPLEAT, compleat);
    assertThat(compleat.header("allow")).contains("GET, HEAD");
  }

  @Test
  void connectOpensNoTunnel() {
    RawResponse answer =
        exchange("CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n" + END);

    assertThat(answer.status()).isBetween(400, 499);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/elsewhere",
        "/api",
        "/a/../b",
        "/;x=1",
        "//",
        "/index.html",
        "/application.wadl",
        "/%ff",
        "/*",
        "/%2F"
      })
  void aPathThatIsInNeitherContractIsAProblem(String target) {
    RawResponse answer = send("GET", target, Map.of());

    assertThat(answer.status()).isEqualTo(404);
    isDialectOf("/elsewhere", answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%00",
        "/..",
        "/%2e%2e/etc/passwd",
        "/%",
        "/%zz",
        "/api/accounts/%",
        "/api/accounts/countries/%00/",
        "/api/accounts/workspaces%/",
        "/api/users/%00/null"
      })
  void aTargetThatIsNoUriIsABadRequest(String target) {
    RawResponse answer = send("GET", target, Map.of());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).get().asString().endsWith("json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/",
        "/api/accounts",
        "/api/user2/x",
        "/api/accounts/nothing/",
        "/api/accounts//workspaces/",
        "/api/accounts/./workspaces/",
        "/api/accounts/x/../workspaces/",
        "/api/accounts/workspaces;x=1/",
        "/api/accounts/workspaces/;x=1",
        "/api/accounts/countries/%ff/",
        "/api/accounts/countries/..;/",
        "/api/accounts/invitations/%2e%2e/",
        "/api/accounts/countries/a%2Fb/"
      })
  void aPathThatOnlyLooksLikeOneOfTheCoolsetDoorIsNotFound(String target) {
    RawResponse answer = send("GET", target, Map.of());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).isEqualTo("{\"detail\":\"Not found.\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc, 404",
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/null/x, 404",
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/..;, 400",
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/null;x=1, 400",
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/%ff%fe, 400",
    "//api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/null, 200",
    "/API/Users/4CD16F1E-2e2d-5c68-bdc8-14c0444569dc/NULL, 200",
    "/api/user/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/%25, 400",
  })
  void anOddPathOfTheCompleatDoorIsAnsweredByIt(String target, int status) {
    RawResponse answer = send("GET", target, Map.of());

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).contains("application/json");
    assertThat(answer.text()).contains("\"MetaData\":{\"Version\":1");
  }

  @Test
  void anAbsoluteTargetIsReadLikeItsPath() {
    RawResponse answer =
        exchange(
            "GET http://roster.test%s HTTP/1.1\r\nHost: roster.test\r\nAuthorization: Bearer %s\r\n%s"
                .formatted(COOLSET, TOKEN, END));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).startsWith("{\"workspaces\":[");
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere", "/api/accounts/nothing/"})
  void headIsGetWithoutABody(String target) throws IOException {
    RawResponse get = send("GET", target, Map.of());
    try (Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "HEAD %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nx-api-compleat-key: %s\r\nx-api-version: 1\r\n%s"
                  .formatted(target, TOKEN, KEY, END)
                  .getBytes(StandardCharsets.ISO_8859_1));

      String head = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(head).startsWith("HTTP/1.1 " + get.status() + " ").endsWith("\r\n\r\n");
      assertThat(head.split("\r\n\r\n")).hasSize(1);
      assertThat(head)
          .containsIgnoringCase("Content-Type: " + get.header("content-type").orElseThrow());
    }
  }

  @Test
  void requestsInOnePipelineAreAnsweredInTheirOrder() throws IOException {
    String ask = "GET %s HTTP/1.1\r\nHost: x\r\nX-Request-Id: %s\r\nAuthorization: Bearer %s\r\n%s";
    try (Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              (ask.formatted(COOLSET, "first", TOKEN, "\r\n")
                      + ask.formatted("/elsewhere", "second", TOKEN, "\r\n")
                      + ask.formatted("/api/accounts/users/me/", "third", TOKEN, END))
                  .getBytes(StandardCharsets.ISO_8859_1));

      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(all)
          .containsSubsequence(
              "200 OK",
              "first",
              "workspaces",
              "404 ",
              "second",
              "200 OK",
              "third",
              "many@django.test");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere"})
  void aHarmlessRequestIdIsEchoed(String target) {
    assertThat(send("GET", target, Map.of("X-Request-Id", "abc-123_x.y")).header("x-request-id"))
        .contains("abc-123_x.y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "<script>", "a\tb", "\u00e9", "{{7*7}}"})
  void aRequestIdThatCouldDoHarmIsReplaced(String sent) {
    assertThat(send("GET", COOLSET, Map.of("X-Request-Id", sent)).header("x-request-id"))
        .get()
        .asString()
        .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @Test
  void aRequestIdThatIsTooLongIsReplaced() {
    assertThat(send("GET", COOLSET, Map.of("X-Request-Id", "a".repeat(64))).header("x-request-id"))
        .contains("a".repeat(64));
    assertThat(send("GET", COOLSET, Map.of("X-Request-Id", "a".repeat(65))).header("x-request-id"))
        .get()
        .asString()
        .hasSize(36);
  }

  @Test
  void everyAnswerHasARequestIdAndIsNotStored() {
    for (RawResponse answer :
        new RawResponse[] {
          send("GET", COOLSET, Map.of()),
          send("GET", COMPLEAT, Map.of()),
          send("GET", "/elsewhere", Map.of()),
          exchange("garbage\r\n\r\n"),
          exchange("GET " + COOLSET + " HTTP/1.1\r\n" + END),
        }) {
      assertThat(answer.headers()).containsKeys("x-request-id", "x-content-type-options");
      assertThat(answer.header("cache-control")).get().asString().contains("no-store");
    }
  }
}
