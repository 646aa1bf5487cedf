package dev.roster.server.http;

import static dev.roster.server.http.BothContracts.COOLSET;
import static dev.roster.server.http.BothContracts.END;
import static dev.roster.server.http.BothContracts.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.RawResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as HTTP frames them: chunks, lengths, expectations and the limit of their size. */
class BodyFramingTest {
  private static final int BODY_LIMIT = 16_384;

  private static final String SWITCH =
      "POST /api/accounts/workspaces/switch/ HTTP/1.1\r\n"
          + "Host: x\r\n"
          + ("Authorization: Bearer " + TOKEN + "\r\n")
          + "Content-Type: application/json\r\n";

  /** No test changes what is stored. */
  @AutoClose private static final BothContracts DOORS = new BothContracts();

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

    String all = DOORS.answers(SWITCH + "Transfer-Encoding: chunked\r\n\r\n" + chunks + hidden);

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

    assertThat(DOORS.answers(SWITCH + "Transfer-Encoding: chunked\r\n\r\n" + chunks + next))
        .startsWith("HTTP/1.1 404 ")
        .containsSubsequence("{\"detail\":\"Not found.\"}", "HTTP/1.1 200 ", "workspaces");
  }

  /** A client that asks first sends no body that would be thrown away. */
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
            DOORS.answers(
                SWITCH.replace("1.1", "1.0")
                    + "Expect: 100-continue\r\nContent-Length: 16\r\n\r\n{\"company_id\":1}"))
        .startsWith("HTTP/1.1 404 ");
  }

  /** The beginning of the first response while the body is held back. */
  private static String finalAnswer(String head) throws IOException {
    try (Socket socket =
        new Socket(DOORS.server().baseUri().getHost(), DOORS.server().baseUri().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1) + " ";
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
}
