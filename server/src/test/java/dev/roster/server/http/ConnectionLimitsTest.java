package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The times and numbers of docs/limits.md, with short limits. BufferedResponseHandlerTest has those
 * of slow readers.
 */
@Timeout(60)
@Tag("alone")
class ConnectionLimitsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String GET = "GET /elsewhere HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String LAST =
      "GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  private final List<Socket> sockets = new ArrayList<>();
  private TestServer server;

  private void start(HttpLimits limits) {
    server = TestServer.within(limits, "two-tenants");
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private Socket send(String text) throws IOException {
    Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort());
    sockets.add(socket);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  /** Everything until the server closes the connection. */
  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Connections that have made a request and stay open. */
  private List<Socket> idle(int count) throws IOException {
    List<Socket> idle = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket socket = send(GET);
      assertThat(isAnswered(socket)).isTrue();
      idle.add(socket);
    }
    return idle;
  }

  /** Reads one response; false if the connection is closed. */
  private static boolean isAnswered(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = socket.getInputStream().read();
      if (c < 0) {
        return false;
      }
      head.append((char) c);
    }
    int length =
        Integer.parseInt(head.toString().replaceAll("(?si).*content-length: (\\d+).*", "$1"));
    return socket.getInputStream().readNBytes(length).length == length;
  }

  @ParameterizedTest
  @ValueSource(strings = {BothContracts.COOLSET, BothContracts.COMPLEAT, "/elsewhere"})
  @Tag("promise:http-refusals")
  @Tag("promise:compleat-http-refusals")
  void aBodyThatDoesNotComeInTimeIsA408InTheDialectOfItsContract(String target) throws Exception {
    start(HttpLimits.defaults().hurrying(LONG, SHORT, LONG));
    String request = "POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{";

    RawResponse answer =
        server.raw().exchange(request.getBytes(StandardCharsets.ISO_8859_1), false);

    assertThat(answer.status()).isEqualTo(408);
    BothContracts.isDialectOf(target, BothContracts.harmless(answer));
    assertThat(all(send(request)))
        .as("the connection is closed behind it")
        .startsWith("HTTP/1.1 408 ")
        .containsIgnoringCase("\r\nConnection: close\r\n");
  }

  /** More of them than may work at a time. */
  @Test
  void aBodyThatIsAskedForAndDoesNotComeIsLateAndHoldsNobodyUp() throws Exception {
    start(HttpLimits.defaults().hurrying(LONG, SHORT, LONG));
    String request =
        "POST /api/accounts/workspaces/switch/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer"
            + " ann-token\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
            + "Content-Length: 10\r\n\r\n";
    List<Socket> asking = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      asking.add(send(request));
    }

    for (Socket each : asking) {
      assertThat(all(each))
          .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 408 ")
          .containsIgnoringCase("\r\nConnection: close\r\n")
          .contains("{\"detail\":\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET / HTTP/1.1\r\nX-Slow: "})
  void aHeadThatDoesNotEndInTimeClosesTheConnection(String beginning) throws Exception {
    start(HttpLimits.defaults().hurrying(SHORT, LONG, LONG));

    assertThat(all(send(beginning))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n"})
  void aConnectionWithoutARequestIsClosed(String nothing) throws Exception {
    start(HttpLimits.defaults().opening(SHORT));

    assertThat(all(send(nothing))).isEmpty();
  }

  /** Load balancers keep connections for a minute, and send the next request on them. */
  @Test
  void aConnectionThatHasMadeARequestStaysOpenForLonger() throws Exception {
    start(HttpLimits.defaults().opening(SHORT));
    Socket used = idle(1).getFirst();

    // closed by a look at all connections, which lets the other be
    assertThat(all(send(""))).isEmpty();

    used.getOutputStream().write(GET.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(isAnswered(used)).isTrue();
  }

  @Test
  void aConnectionThatMakesNoFurtherRequestIsClosed() throws Exception {
    start(HttpLimits.defaults().resting(SHORT, SHORT));

    assertThat(idle(1).getFirst().getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void idleConnectionsMakeRoomWhereThreeQuartersAreInUse() throws Exception {
    start(
        HttpLimits.defaults()
            .admitting(8)
            .hurrying(SHORT, LONG, LONG)
            .resting(LONG, SHORT.multipliedBy(2)));
    List<Socket> few = idle(5);
    // closed by a look at all connections, which lets the others be
    assertThat(all(send("GET / HT"))).isEmpty();
    for (Socket socket : few) {
      socket.getOutputStream().write(GET.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(isAnswered(socket)).isTrue();
    }

    idle(2);

    for (Socket socket : few) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  /** Their own deadlines are far away. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "G",
        "GET / HTTP/1.1\r\nX-Slow: ",
        "POST /accept HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
        "POST /api/accounts/workspaces/switch/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer"
            + " ann-token\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
            + "Content-Length: 9\r\n\r\n"
      })
  void slowClientsMakeRoomForOthersWhereAllConnectionsAreInUse(String beginning) throws Exception {
    start(HttpLimits.defaults().admitting(8).hurrying(LONG, LONG, LONG).resting(LONG, LONG));
    Socket working = idle(1).getFirst();
    for (int i = 0; i < 12; i++) {
      send(beginning);
    }

    assertThat(all(send(LAST))).startsWith("HTTP/1.1 404 ");
    working.getOutputStream().write(GET.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(isAnswered(working)).as("one that is not slow stays open").isTrue();
  }

  @Test
  void whoComesBeyondTheLimitWaitsUntilThereIsRoom() throws Exception {
    start(HttpLimits.defaults().admitting(1));
    Socket first = idle(1).getFirst();
    Socket second = send(LAST);

    second.setSoTimeout((int) SHORT.toMillis());
    assertThatThrownBy(() -> second.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    first.close();

    second.setSoTimeout(20_000);
    assertThat(all(second)).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void whoWaitsToBeAcceptedIsAnsweredWhenTheServerStops() throws Exception {
    start(HttpLimits.defaults().admitting(20));
    idle(20);
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      waiting.add(send(LAST));
    }

    try (ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> stopped = stopping.submit(server::close);
      for (Socket socket : waiting) {
        assertThat(all(socket)).startsWith("HTTP/1.1 404 ").endsWith("}");
      }
      stopped.get();
    }
    assertThatThrownBy(() -> send(LAST)).isInstanceOf(IOException.class);
  }
}
