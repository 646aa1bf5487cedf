package dev.roster.contract.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * One origin for the page: requests to the Roster Console API go to a mock, all others to a real
 * server. Safe for use by many threads.
 */
final class ConsoleOrigin implements AutoCloseable {
  private static final String MOCKED = "/console/api/";

  /** Headers of a connection, and those that the client of the JDK sets itself. */
  private static final Set<String> OF_A_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final URI roster;
  private final String token;
  private final URI mock;
  private final UnaryOperator<String> told;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /**
   * @param roster the real server
   * @param token replaces the visitor's in requests to the real server, which makes up its own
   * @param told replaces values of the real server, which makes up its own, by those of the mock
   */
  ConsoleOrigin(URI roster, String token, URI mock, UnaryOperator<String> told) throws IOException {
    this.roster = roster;
    this.token = token;
    this.mock = mock;
    this.told = told;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** Its URL, without a trailing slash. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<byte[]> response = client.send(request(exchange), BodyHandlers.ofByteArray());
      copy(response.headers().map(), exchange.getResponseHeaders()::put);
      byte[] body = body(exchange, response);
      exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isMocked(HttpExchange exchange) {
    return exchange.getRequestURI().getRawPath().startsWith(MOCKED);
  }

  private byte[] body(HttpExchange exchange, HttpResponse<byte[]> response) {
    boolean json =
        response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    return json && !isMocked(exchange)
        ? told.apply(new String(response.body(), StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8)
        : response.body();
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    boolean mocked = isMocked(exchange);
    URI target = URI.create((mocked ? mock : roster).toString() + exchange.getRequestURI());
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    copy(
        exchange.getRequestHeaders(),
        (name, values) -> values.forEach(value -> request.header(name, value)));
    if (!mocked && exchange.getRequestHeaders().containsKey("Authorization")) {
      request.setHeader("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  /** Takes the values of a header. */
  @FunctionalInterface
  private interface HeaderSink {
    void put(String name, List<String> values);
  }

  private static void copy(Map<String, List<String>> headers, HeaderSink sink) {
    headers.forEach((name, values) -> {
      if (!OF_A_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
        sink.put(name, values);
      }
    });
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    client.close();
  }
}
