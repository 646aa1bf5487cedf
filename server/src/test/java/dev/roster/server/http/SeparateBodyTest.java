package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies that arrive behind their heads, as many clients send them, on one connection. */
@Timeout(120)
class SeparateBodyTest {

  /** Enough: one of a few hundred is lost where the callback alone tells the end of a response. */
  private static final int REQUESTS = 1_500;

  /** The network's pauses between head and body. */
  private static final long[] PAUSE_NANOS = {0, 300_000, 600_000};

  /** A redirect, whose response has no body. */
  private static final String HEAD =
      """
      PUT /api/accounts/invitations HTTP/1.1\r
      Host: x\r
      Content-Type: text/plain\r
      Content-Length: 1\r
      \r
      """;

  @AutoClose private final TestServer server = TestServer.withData("django/data");

  @Test
  void eachRequestOfAConnectionGetsItsResponse() throws IOException {
    try (Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      for (int i = 0; i < REQUESTS; i++) {
        out.write(HEAD.getBytes(StandardCharsets.ISO_8859_1));
        LockSupport.parkNanos(PAUSE_NANOS[i % PAUSE_NANOS.length]);
        out.write('x');

        assertThat(in.readLine()).as("response %d", i).isEqualTo("HTTP/1.1 301 Moved Permanently");
        String field = in.readLine();
        while (field != null && !field.isEmpty()) {
          field = in.readLine();
        }
      }
    }
  }
}
