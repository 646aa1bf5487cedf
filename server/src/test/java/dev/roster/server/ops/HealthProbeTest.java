package dev.roster.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthProbeTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private HttpServer server;
  private String url;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/readyz";
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void respond(int status, String body) {
    server.createContext(
        "/readyz",
        exchange -> {
          exchange.sendResponseHeaders(status, body.length());
          exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
  }

  private int probe(String... args) {
    return HealthProbe.run(args, new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @Test
  void aServerThatIsReadyIsHealthy() {
    respond(200, "ready");

    assertThat(probe(url)).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("ready");
  }

  @Test
  void theReasonOfAServerThatIsNotReadyIsPrinted() {
    respond(503, "the database does not respond");

    assertThat(probe(url)).isEqualTo(1);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("does not respond");
  }

  @Test
  void aServerThatIsAwayIsNotHealthy() {
    server.stop(0);

    assertThat(probe(url)).isEqualTo(1);
  }

  @Test
  void aMistakeInTheArgumentsIsNoTrace() {
    assertThat(probe()).isEqualTo(2);
    assertThat(probe("readyz")).isEqualTo(1);
    assertThat(probe("file:///etc/passwd")).isEqualTo(2);
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("root:", "Exception");
  }
}
