package dev.roster.server.http;

import static dev.roster.server.http.BothContracts.COMPLEAT;
import static dev.roster.server.http.BothContracts.COOLSET;
import static dev.roster.server.http.BothContracts.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.Config;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that works on as many requests as it can, and has no queue. */
@Timeout(60)
class AdmissionHandlerTest {
  private static final int AT_ONCE = 64;

  private final List<Socket> busy = new ArrayList<>();
  private final Semaphore begun = new Semaphore(0);
  private final CountDownLatch end = new CountDownLatch(1);
  private RosterServer server;

  @BeforeEach
  void fillTheServer() throws IOException {
    Config config =
        Config.builder(TestDatabase.fresh(), "127.0.0.1", 0)
            .http(HttpLimits.defaults().queueing(0, Duration.ofMinutes(10)))
            .build();
    server =
        RosterServer.start(
            config,
            Clock.systemUTC(),
            database -> new ServerExtension(List.of(), List.of(), Held::new));
    for (int i = 0; i < AT_ONCE; i++) {
      busy.add(send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n"));
    }
    begun.acquireUninterruptibly(AT_ONCE);
  }

  @AfterEach
  void stop() throws IOException {
    end.countDown();
    for (Socket socket : busy) {
      socket.close();
    }
    server.close();
  }

  /** Works on its path until the test ends. */
  private final class Held extends Handler.Wrapper {
    Held(Handler next) {
      super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (FrontHandler.pathOf(request).equals("/held")) {
        begun.release();
        end.await();
      }
      return super.handle(request, response, callback);
    }
  }

  private Socket send(String request) throws IOException {
    Socket socket = new Socket("127.0.0.1", server.baseUri().getPort());
    socket.setSoTimeout(20_000);
    write(socket, request);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String get(String target) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\nAuthorization: Bearer "
        + TOKEN
        + "\r\n\r\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT, "/accept", "/elsewhere"})
  @Tag("promise:server-error")
  void aRequestThatThereIsNoRoomForIsRefusedInTheDialectOfItsContract(String target) {
    RawResponse answer =
        new RawHttp(server.baseUri())
            .exchange(get(target).getBytes(StandardCharsets.ISO_8859_1), false);

    assertThat(answer.status()).isEqualTo(503);
    BothContracts.isDialectOf(target, answer);
    assertThat(answer.header("retry-after").orElseThrow()).matches("[1-9]");
    assertThat(answer.header("x-request-id")).contains("mine");
    assertThat(answer.header("cache-control")).contains("no-store");
  }

  @Test
  void theConnectionServesTheNextRequestAlsoWhereABodyCameInPieces() throws IOException {
    try (Socket client =
        send("POST " + COOLSET + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{\"a\":")) {
      write(client, "123}\n");
      assertThat(status(client)).isEqualTo(503);

      end.countDown();
      for (Socket finished : busy) {
        assertThat(status(finished)).isEqualTo(404);
      }
      write(client, "GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

      assertThat(status(client)).isEqualTo(404);
    }
  }

  /** A body that is asked for would have to be read. */
  @Test
  void aBodyIsNotAskedFor() throws IOException {
    try (Socket client =
        send(
            "POST "
                + COOLSET
                + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n")) {
      assertThat(status(client)).isEqualTo(503);
    }
  }

  /** Reads a response whose body has a known length. */
  private static int status(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("the connection ended behind: " + head);
      }
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int length = Integer.parseInt(lower.replaceAll("(?s).*content-length: ([0-9]+).*", "$1"));
    socket.getInputStream().readNBytes(length);
    return Integer.parseInt(lower.substring(9, 12));
  }
}
