package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.TestCertificateAuthority;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole server with TLS: links, slow clients and the end. */
@Timeout(60)
class TlsTest {
  private static final String HOST = "Host: roster.example\r\n";
  private static final String ANN = "Authorization: Bearer ann-token\r\n";

  @TempDir private Path folder;
  private SSLSocketFactory clients;
  private TestServer server;

  private void start(HttpLimits limits) {
    ServerCertificate.Source files =
        new ServerCertificate.Source(folder.resolve("c.pem"), folder.resolve("k.pem"));
    new TestCertificateAuthority(folder).write("localhost", files.certificate(), files.key());
    clients = ServerCertificate.read(files).clients();
    server = TestServer.encrypted(files, limits, "two-tenants");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private SSLSocket connect() throws IOException {
    SSLSocket socket =
        (SSLSocket) clients.createSocket(server.baseUri().getHost(), server.baseUri().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void linksBeginWithHttps() throws Exception {
    start(HttpLimits.defaults());
    assertThat(server.baseUri().getScheme()).isEqualTo("https");
    try (SSLSocket socket = connect()) {
      send(
          socket,
          "GET /api/accounts/companies/?limit=1 HTTP/1.1\r\n"
              + HOST
              + ANN
              + "Connection: close\r\n\r\n");

      assertThat(all(socket))
          .startsWith("HTTP/1.1 200 ")
          .contains("\"next\":\"https://roster.example/api/accounts/companies/?limit=1&offset=1\"");
    }
  }

  @Test
  void aRequestWithoutTlsEndsTheConnection() throws Exception {
    start(HttpLimits.defaults());
    try (Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
      socket.setSoTimeout(20_000);
      send(socket, "GET /api/accounts/users/me/ HTTP/1.1\r\n" + HOST + ANN + "\r\n");

      assertThat(all(socket)).doesNotContain("HTTP/1.1 ");
    }
  }

  @Test
  void aRequestUnderWayIsFinishedWhenTheServerStops() throws Exception {
    start(HttpLimits.defaults());
    String body = "{\"company_id\":1}";
    try (SSLSocket socket = connect();
        ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
      send(
          socket,
          "POST /api/accounts/workspaces/switch/ HTTP/1.1\r\n"
              + HOST
              + ANN
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n{");
      // answered on another connection, so the beginning has been read
      try (SSLSocket other = connect()) {
        send(other, "GET /elsewhere HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
        all(other);
      }
      Future<?> stopped = stopping.submit(server::close);
      // longer than it takes a server that sees no request under way to end
      assertThat(stopped).failsWithin(Duration.ofSeconds(1));
      send(socket, body.substring(1));

      assertThat(all(socket)).startsWith("HTTP/1.1 ").containsIgnoringCase("\r\nConnection: close");
      stopped.get();
    }
  }

  /** Each byte keeps it from being idle. */
  @Test
  void aHandshakeThatTakesTooLongEndsTheConnection() throws Exception {
    start(HttpLimits.defaults().opening(Duration.ofMillis(600)));
    try (Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
      socket.setSoTimeout(100);
      socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0x3f, (byte) 0xff, 1, 0, 0x3f, 0});
      int bytes = 0;
      while (bytes < 200 && isOpen(socket)) {
        bytes++;
      }

      assertThat(bytes).isLessThan(200);
    }
  }

  /** Sends a byte and waits for a while. */
  private static boolean isOpen(Socket socket) {
    try {
      socket.getOutputStream().write(0);
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException silent) {
      return true;
    } catch (IOException closed) {
      return false;
    }
  }
}
