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
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.RawResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Requests that HTTP itself allows or refuses; each response is in the dialect of its contract. */
class ProtocolTest {
  private static final int BODY_LIMIT = 16_384;

  private static final String SWITCH =
      "POST /api/accounts/workspaces/switch/ HTTP/1.1\r\n"
          + "Host: x\r\n"
          + ("Authorization: Bearer " + TOKEN + "\r\n")
          + "Content-Type: application/json\r\n";

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
      InvitationFixture.until(() -> !List.copyOf(log.list).isEmpty());
      assertThat(log.list.getFirst().getFormattedMessage()).startsWith("PROXY TCP4 400 ");
    } finally {
      access.detachAppender(log);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere"})
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
  void aRefusalByHttpIsInTheDialectOfTheContract(String target, int status, String request) {
    RawResponse answer = DOORS.exchange(request);

    assertThat(answer.status()).as(request).isEqualTo(status);
    BothContracts.isDialectOf(target, answer);
    assertThat(answer.headers()).containsKeys("x-request-id", "x-content-type-options");
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/elsewhere"})
  void aRequestWithoutHostIsABadRequest(String target) {
    RawResponse answer = DOORS.exchange("GET " + target + " HTTP/1.1\r\n" + END);

    assertThat(answer.status()).isEqualTo(400);
    BothContracts.isDialectOf(target, answer);
  }

  @Test
  void aBadChunkIsABadRequest() {
    RawResponse answer =
        DOORS.exchange(
            "POST /api/accounts/invitations/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + TOKEN
                + "\r\n"
                + "Content-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "zz\r\n"
                + "{}\r\n"
                + "0\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
    BothContracts.isDialectOf(COOLSET, answer);
  }

  /** As Jetty reads them, each of these is the same valid request. */
  static Stream<Arguments> looseChunks() {
    String body = "{\"company_id\":1}";
    return Stream.of(
        Arguments.argumentSet("no line end behind data", "10\r\n" + body + "0\r\n\r\n"),
        Arguments.argumentSet("LF behind data", "10\r\n" + body + "\n0\r\n\r\n"),
        Arguments.argumentSet("LF behind the size", "10\n" + body + "\r\n0\r\n\r\n"),
        Arguments.argumentSet("LF in an extension", "10;a\n" + body + "\r\n0\r\n\r\n"),
        Arguments.argumentSet("LF behind the last size", "10\r\n" + body + "\r\n0\n\r\n"),
        Arguments.argumentSet("LF at the end", "10\r\n" + body + "\r\n0\r\n\n"),
        Arguments.argumentSet("LF behind a trailer", "10\r\n" + body + "\r\n0\r\na:b\n\r\n"),
        Arguments.argumentSet("an empty line in front", "\r\n10\r\n" + body + "\r\n0\r\n\r\n"),
        Arguments.argumentSet("an empty line between", "10\r\n" + body + "\r\n\r\n0\r\n\r\n"),
        Arguments.argumentSet("a blank behind the size", "10 \r\n" + body + "\r\n0\r\n\r\n"),
        Arguments.argumentSet(
            "a long extension", "10;" + "a".repeat(9_000) + "\r\n" + body + "\r\n0\r\n\r\n"),
        Arguments.argumentSet("no extension behind ;", "10;\r\n" + body + "\r\n0\r\n\r\n"),
        Arguments.argumentSet("many zeros", "0".repeat(20) + "10\r\n" + body + "\r\n0\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("looseChunks")
  void looseChunksAreABadRequestAndEndTheConnection(String chunks) throws IOException {
    String hidden = "GET %s HTTP/1.1\r\nHost: x\r\n%s".formatted(COOLSET, END);

    String all = answers(SWITCH + "Transfer-Encoding: chunked\r\n\r\n" + chunks + hidden);

    assertThat(all)
        .startsWith("HTTP/1.1 400 ")
        .containsIgnoringCase("\r\nConnection: close\r\n")
        .containsOnlyOnce("HTTP/1.1 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10\r\n{\"company_id\":1}\r\n0\r\n\r\n",
        "10;a\r\n{\"company_id\":1}\r\n0\r\n\r\n",
        "10;a=\"\\\"\"\r\n{\"company_id\":1}\r\n0\r\n\r\n",
        "8\r\n{\"compan\r\n08\r\ny_id\":1}\r\n0\r\n\r\n",
        "10\r\n{\"company_id\":1}\r\n0\r\nX-Sum: 1\r\n\r\n",
        "8; a = \"b;\\\"\"\r\n{\"compan\r\n08;c;d=e\r\ny_id\":1}\r\n0;last\r\nX-Sum: 1\r\n\r\n",
      })
  void chunksWithExtensionsAndTrailersAreRead(String chunks) throws IOException {
    String next =
        "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s"
            .formatted(COOLSET, TOKEN, END);

    assertThat(answers(SWITCH + "Transfer-Encoding: chunked\r\n\r\n" + chunks + next))
        .startsWith("HTTP/1.1 404 ")
        .containsSubsequence("{\"detail\":\"Not found.\"}", "HTTP/1.1 200 ", "workspaces");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET %s HTTP/1.1\nHost: x\r\n\r\n",
        "GET %s HTTP/1.1\r\nHost: x\nA: b\r\n\r\n",
        "GET %s HTTP/1.1\r\nHost: x\r\n\n",
      })
  void aLineOfAHeadEndsWithBothCharacters(String request) throws IOException {
    assertThat(answers(request.formatted(COOLSET)))
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

    assertThat(answers(line.formatted(COOLSET.substring(request.contains("%.4s") ? 1 : 0)) + END))
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
    assertThat(answers("OPTIONS * HTTP/1.1\r\nHost: x\r\n" + END))
        .startsWith("HTTP/1.1 204 ")
        .contains("X-Request-Id: ")
        .endsWith("\r\n\r\n");
  }

  /** Whoever asks first sends no body that would be thrown away. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "401 POST /api/accounts/invitations/ Content-Type: application/json",
        "404 POST /api/accounts/nowhere/ Content-Type: application/json",
        "405 PUT /api/accounts/workspaces/switch/ Content-Type: application/json",
        "301 POST /api/accounts/workspaces/switch Content-Type: application/json",
        "415 POST /api/accounts/workspaces/switch/ Content-Type: text/plain",
        "404 POST /elsewhere Content-Type: application/json",
      })
  void aRefusalThatNeedsNoBodyDoesNotAskForIt(String request) throws IOException {
    String[] words = request.split(" ", 4);
    String token = words[0].equals("401") ? "" : "Authorization: Bearer " + TOKEN + "\r\n";

    String answer =
        finalAnswer(
            "%s %s HTTP/1.1\r\nHost: x\r\n%s%s\r\nContent-Length: 16\r\nExpect: 100-continue\r\n\r\n"
                .formatted(words[1], words[2], token, words[3]));

    assertThat(answer).startsWith("HTTP/1.1 " + words[0] + " ");
  }

  @Test
  void anExpectationInAnOlderVersionIsIgnored() throws IOException {
    assertThat(
            answers(
                SWITCH.replace("1.1", "1.0")
                    + "Expect: 100-continue\r\nContent-Length: 16\r\n\r\n{\"company_id\":1}"))
        .startsWith("HTTP/1.1 404 ");
  }

  /** What comes first while the body is held back, up to the end of its head. */
  private static String finalAnswer(String head) throws IOException {
    try (Socket socket =
        new Socket(DOORS.server().baseUri().getHost(), DOORS.server().baseUri().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1) + " ";
    }
  }

  private static String answers(String request) throws IOException {
    try (Socket socket =
        new Socket(DOORS.server().baseUri().getHost(), DOORS.server().baseUri().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aBodyThatBreaksOffIsABadRequest() throws IOException {
    try (Socket socket =
        new Socket(DOORS.server().baseUri().getHost(), DOORS.server().baseUri().getPort())) {
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

      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("{\"detail\":\"");
    }
  }

  @Test
  void contradictingLengthsAreABadRequest() {
    RawResponse answer =
        DOORS.exchange(
            "POST /api/accounts/invitations/ HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
    BothContracts.isDialectOf(COOLSET, answer);
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

    RawResponse answer = DOORS.exchange(request);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text())
        .isEqualTo("{\"detail\":\"The request body is larger than 16384 bytes.\"}");
  }

  @Test
  void aClientThatExpectsToContinueIsToldSo() throws IOException {
    String body = "{\"company_id\":77777}";
    try (Socket socket =
        new Socket(DOORS.server().baseUri().getHost(), DOORS.server().baseUri().getPort())) {
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
  void aRequestIdThatCouldDoHarmIsReplaced(String sent) {
    assertThat(DOORS.send("GET", COOLSET, Map.of("X-Request-Id", sent)).header("x-request-id"))
        .get()
        .asString()
        .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
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
