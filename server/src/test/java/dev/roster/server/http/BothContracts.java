package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A server with a caller for each contract; no response shows what the server is made of. */
final class BothContracts implements AutoCloseable {
  static final String COOLSET = "/api/accounts/workspaces/";
  static final String COMPLEAT = "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/null";
  static final String TOKEN = "tok-many-0123456789";
  static final String KEY = "8de23776-35df-5e7e-9558-d12daabd7472";
  static final String END = "Connection: close\r\n\r\n";

  private final TestServer server = TestServer.withData("django/data");

  TestServer server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
  }

  RawResponse exchange(String request) {
    RawResponse answer =
        server.raw().exchange(request.getBytes(StandardCharsets.ISO_8859_1), false);
    return harmless(answer);
  }

  /** All that the server sends until it ends the connection, for any number of requests. */
  String answers(String requests) throws IOException {
    try (Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static RawResponse harmless(RawResponse answer) {
    assertThat(answer.text())
        .doesNotContainIgnoringCase("<html", "exception", "jetty", "jersey", "dev.roster", "\tat ");
    assertThat(answer.headers()).doesNotContainKey("server");
    return answer;
  }

  RawResponse send(String method, String target, Map<String, String> more) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + TOKEN);
    headers.put("x-api-compleat-key", KEY);
    headers.put("x-api-version", "1");
    headers.putAll(more);
    return harmless(server.raw().send(method, target, headers, null));
  }

  static void isDialectOf(String target, RawResponse answer) {
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
}
