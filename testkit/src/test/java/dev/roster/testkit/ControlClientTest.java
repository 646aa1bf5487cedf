package dev.roster.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sandbox that closes connections, as each does with those that were not used for a while. */
class ControlClientTest {
  private static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"a\":\"b\"}";

  private ServerSocket listening;
  private ControlClient client;

  /** The request lines, each after the number of its connection. */
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    client = new ControlClient(URI.create("http://127.0.0.1:" + listening.getLocalPort()));
  }

  @AfterEach
  void stop() throws IOException {
    listening.close();
  }

  /**
   * Answers so many requests of each connection, and closes it when the next has come.
   *
   * @param answered for the first connection, the second, and so on
   */
  private void answer(int... answered) {
    Thread server =
        new Thread(() -> {
          try {
            for (int i = 0; i < answered.length; i++) {
              try (Socket connection = listening.accept()) {
                serve(connection, i + 1, answered[i]);
              }
            }
          } catch (IOException stopped) {
            // the test is over
          }
        });
    server.setDaemon(true);
    server.start();
  }

  private void serve(Socket connection, int number, int answered) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
    for (int left = answered; ; left--) {
      String request = lines.readLine();
      if (request == null) {
        return;
      }
      heard.add(number + " " + request);
      int length = 0;
      for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring("content-length:".length()).strip());
        }
      }
      for (int i = 0; i < length; i++) {
        lines.read();
      }
      if (left == 0) {
        return;
      }
      connection.getOutputStream().write(OK.getBytes(US_ASCII));
    }
  }

  @Test
  void aConnectionThatWasClosedMeanwhileIsNoFailure() {
    answer(1, 1);

    client.post("/tenants", Map.of());
    Map<String, Object> second = client.post("/tenants/1/reset", Map.of());

    assertThat(second).isEqualTo(Map.of("a", "b"));
    assertThat(heard)
        .containsExactly(
            "1 POST /__sandbox/tenants HTTP/1.1",
            "1 POST /__sandbox/tenants/1/reset HTTP/1.1",
            "2 POST /__sandbox/tenants/1/reset HTTP/1.1");
  }

  @Test
  void aSandboxThatAlwaysClosesIsNamed() {
    answer(0, 0, 0);

    assertThatThrownBy(() -> client.post("/tenants", Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The sandbox at http://127.0.0.1:")
        .hasMessageContaining("does not answer");
    assertThat(heard).hasSize(2);
  }
}
