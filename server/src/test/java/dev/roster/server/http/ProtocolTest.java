package dev.roster.server.http;

import static dev.roster.server.http.BothContracts.COMPLEAT;
import static dev.roster.server.http.BothContracts.COOLSET;
import static dev.roster.server.http.BothContracts.END;
import static dev.roster.server.http.BothContracts.KEY;
import static dev.roster.server.http.BothContracts.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.Waiting;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Requests that HTTP itself allows or refuses; each response is in the dialect of its contract. */
class ProtocolTest {
  /** No test changes what is stored. */
  @AutoClose private static final BothContracts DOORS = new BothContracts();

  @ParameterizedTest
  @ValueSource(strings = {"garbage\r\n\r\n", "GET\r\n\r\n", "\u0001\u0002\r\n\r\n"})
  void aRequestLineThatIsNoneIsABadRequest(String request) {
    RawResponse answer = DOORS.exchange(request);

    assertThat(answer.status()).isEqualTo(400);
    BothContracts.isDialectOf("/", answer);
  }

  /** The operator of a proxy that speaks the PROXY protocol finds out why nothing works. */
  @Test
  void theLogTellsTheMethodThatWasSent() {
    Logger access = (Logger) LoggerFactory.getLogger("dev.roster.access");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    access.addAppender(log);
    try {
      RawResponse answer =
          DOORS.exchange("PROXY TCP4 192.0.2.1 192.0.2.2 5000 80\r\nGET / HTTP/1.1\r\n\r\n");

      assertThat(answer.status()).isEqualTo(400);
      Waiting.until(() -> !List.copyOf(log.list).isEmpty());
      assertThat(log.list.getFirst().getFormattedMessage()).startsWith("PROXY TCP4 400 ");
    } finally {
      access.detachAppender(log);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere"})
  @Tag("promise:http-refusals")
  @Tag("promise:compleat-http-refusals")
  void anUnsupportedVersionIsRefusedInTheDialectOfTheContract(String target) {
    RawResponse answer = DOORS.exchange("GET " + target + " HTTP/3.7\r\nHost: x\r\n\r\n");

    assertThat(answer.status()).isEqualTo(505);
    BothContracts.isDialectOf(target, answer);
  }

  /** A client that begins in HTTP/2 without asking whether it may (RFC 9113, 3.3). */
  @Test
  void thePrefaceOfHttp2IsAnUnsupportedVersion() {
    RawResponse answer = DOORS.exchange("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    assertThat(answer.status()).isEqualTo(505);
    BothContracts.isDialectOf("*", answer);
    assertThat(answer.header("upgrade")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere"})
  @Tag("promise:http-refusals")
  @Tag("promise:compleat-http-refusals")
  void headersThatAreTooLongAreRefusedInTheDialectOfTheContract(String target) {
    RawResponse answer =
        DOORS.exchange(
            "GET %s HTTP/1.1\r\nHost: x\r\nX-Long: %s\r\n%s"
                .formatted(target, "x".repeat(20_000), END));

    assertThat(answer.status()).isEqualTo(431);
    BothContracts.isDialectOf(target, answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere"})
  @Tag("promise:http-refusals")
  @Tag("promise:compleat-http-refusals")
  void aTargetThatIsTooLongIsRefusedInTheDialectOfTheContract(String target) {
    RawResponse answer =
        DOORS.exchange(
            "GET %s?search=%s HTTP/1.1\r\nHost: x\r\n%s"
                .formatted(target, "x".repeat(20_000), END));

    assertThat(answer.status()).isEqualTo(414);
    BothContracts.isDialectOf(target, answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere"})
  void tooManyHeadersAreRefusedInTheDialectOfTheContract(String target) {
    RawResponse answer =
        DOORS.exchange(
            "GET %s HTTP/1.1\r\nHost: x\r\n%s%s".formatted(target, "a:b\r\n".repeat(100), END));

    assertThat(answer.status()).isEqualTo(431);
    BothContracts.isDialectOf(target, answer);
  }

  private static final Map<Integer, String> PHRASES =
      Map.of(
          400, "Bad Request",
          417, "Expectation Failed",
          501, "Not Implemented",
          505, "HTTP Version Not Supported");

  /** Each is refused by HTTP, but its path is known. */
  static Stream<Arguments> refusals() {
    return Stream.of(COOLSET, COMPLEAT, "/elsewhere")
        .flatMap(target ->
            Stream.of(
                arguments(target, 505, "GET " + target + "\r\nHost: x\r\n\r\n"),
                arguments(target, 505, "GET " + target + " HTP/1.1\r\nHost: x\r\n\r\n"),
                arguments(target, 400, "GET  " + target + " HTTP/1.1 x\r\nHost: x\r\n\r\n"),
                arguments(target, 505, "GET " + target + " HTTP/9.9\r\nHost: x\r\n\r\n"),
                arguments(target, 505, "GET " + target + " HTTP/0.9\r\nHost: x\r\n\r\n"),
                arguments(target, 400, "GET " + target + " HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
                arguments(target, 400, "GET " + target + " HTTP/1.1\r\nHost:\r\n\r\n"),
                arguments(target, 400, "GET " + target + " HTTP/1.1\r\nHost: [::1\r\n\r\n"),
                arguments(target, 400, "GET " + target + " HTTP/1.1\r\nHost: x\r\n a: b\r\n\r\n"),
                arguments(target, 400, "GET " + target + " HTTP/1.1\r\nHost: x\r\nnone\r\n\r\n"),
                arguments(target, 400, "GET http://y" + target + " HTTP/1.1\r\n" + END),
                arguments(target, 505, "GET " + target + " HTTP/2.0\r\nHost: x\r\n" + END),
                arguments(
                    target,
                    417,
                    "POST " + target + " HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n" + END),
                arguments(
                    target,
                    501,
                    "POST "
                        + target
                        + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n"
                        + END
                        + "0\r\n\r\n"),
                arguments(
                    target,
                    400,
                    "POST " + target + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n" + END),
                arguments(
                    target,
                    400,
                    "POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1x\r\n" + END),
                arguments(
                    target,
                    400,
                    "POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n" + END),
                arguments(
                    target,
                    400,
                    "POST "
                        + target
                        + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n"
                        + END),
                arguments(
                    target,
                    400,
                    "POST "
                        + target
                        + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n"
                        + END
                        + "{}")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  @Tag("promise:http-refusals")
  @Tag("promise:compleat-http-refusals")
  void aRefusalByHttpIsInTheDialectOfTheContract(String target, int status, String request) {
    RawResponse answer = DOORS.exchange(request);

    assertThat(answer.status()).as(request).isEqualTo(status);
    BothContracts.isDialectOf(target, answer);
    assertThat(answer.text()).contains(PHRASES.get(status));
    assertThat(answer.headers()).containsKeys("x-request-id", "x-content-type-options");
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere"})
  void aRequestWithoutHostIsABadRequest(String target) {
    RawResponse answer = DOORS.exchange("GET " + target + " HTTP/1.1\r\n" + END);

    assertThat(answer.status()).isEqualTo(400);
    BothContracts.isDialectOf(target, answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET %s HTTP/1.1\nHost: x\r\n\r\n",
        "GET %s HTTP/1.1\r\nHost: x\nA: b\r\n\r\n",
        "GET %s HTTP/1.1\r\nHost: x\r\n\n",
      })
  void aLineOfAHeadEndsWithBothCharacters(String request) throws IOException {
    assertThat(DOORS.answers(request.formatted(COOLSET)))
        .startsWith("HTTP/1.1 400 ")
        .contains("{\"detail\":\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET %s#x HTTP/1.1\r\n",
        "GET %s http/1.1\r\n",
        "GET %s HTTP/1.1\r\nHost: x:y\r\n",
        "GET %s HTTP/1.1\r\nHost: :\r\n",
        "GET * HTTP/1.1\r\n",
        "GET %.4s HTTP/1.1\r\n",
      })
  void aRequestLineOrHostThatTheGrammarDoesNotHoldIsABadRequest(String request) throws IOException {
    String line = request.contains("Host") ? request : request + "Host: x\r\n";

    assertThat(
            DOORS.answers(
                line.formatted(COOLSET.substring(request.contains("%.4s") ? 1 : 0)) + END))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aHostMayEndWithoutItsPort() throws IOException {
    RawResponse answer =
        DOORS.exchange(
            "GET /api/accounts/companies/?limit=1 HTTP/1.1\r\nHost: a.example:\r\nAuthorization: Bearer %s\r\n%s"
                .formatted(TOKEN, END));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .contains("\"http://a.example/api/accounts/companies/?limit=1&offset=1\"");
  }

  @Test
  void theServerAsAWholeHasOptions() throws IOException {
    assertThat(DOORS.answers("OPTIONS * HTTP/1.1\r\nHost: x\r\n" + END))
        .startsWith("HTTP/1.1 204 ")
        .contains("X-Request-Id: ")
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere", "/api/accounts/nothing/"})
  void headIsGetWithoutABody(String target) throws IOException {
    RawResponse get = DOORS.send("GET", target, Map.of());
    try (Socket socket =
        new Socket(DOORS.server().baseUri().getHost(), DOORS.server().baseUri().getPort())) {
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
    try (Socket socket =
        new Socket(DOORS.server().baseUri().getHost(), DOORS.server().baseUri().getPort())) {
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
    assertThat(
            DOORS.send("GET", target, Map.of("X-Request-Id", "abc-123_x.y")).header("x-request-id"))
        .contains("abc-123_x.y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "<script>", "a\tb", "\u00e9", "{{7*7}}"})
  @Tag("promise:headers-of-all")
  void aRequestIdThatCouldDoHarmIsReplaced(String sent) {
    assertThat(DOORS.send("GET", COOLSET, Map.of("X-Request-Id", sent)).header("x-request-id"))
        .get()
        .asString()
        .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @ParameterizedTest
  @ValueSource(strings = {TOKEN, "id-" + TOKEN + ".1", KEY})
  @Tag("promise:headers-of-all")
  void aRequestIdThatIsACredentialOfTheRequestIsReplaced(String sent) {
    String id =
        DOORS
            .send("GET", COOLSET, Map.of("X-Request-Id", sent))
            .header("x-request-id")
            .orElseThrow();

    assertThat(id).doesNotContain(sent).hasSize(36);
  }

  @Test
  void aRequestIdThatIsTooLongIsReplaced() {
    assertThat(
            DOORS
                .send("GET", COOLSET, Map.of("X-Request-Id", "a".repeat(64)))
                .header("x-request-id"))
        .contains("a".repeat(64));
    assertThat(
            DOORS
                .send("GET", COOLSET, Map.of("X-Request-Id", "a".repeat(65)))
                .header("x-request-id"))
        .get()
        .asString()
        .hasSize(36);
  }

  @Test
  void everyResponseHasARequestIdAndIsNotStored() {
    for (RawResponse answer :
        new RawResponse[] {
          DOORS.send("GET", COOLSET, Map.of()),
          DOORS.send("GET", COMPLEAT, Map.of()),
          DOORS.send("GET", "/elsewhere", Map.of()),
          DOORS.exchange("garbage\r\n\r\n"),
          DOORS.exchange("GET " + COOLSET + " HTTP/1.1\r\n" + END),
        }) {
      assertThat(answer.headers()).containsKeys("x-request-id", "x-content-type-options");
      assertThat(answer.header("cache-control")).get().asString().contains("no-store");
    }
  }
}
