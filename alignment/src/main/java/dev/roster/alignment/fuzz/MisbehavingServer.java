package dev.roster.alignment.fuzz;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that sends the responses it was given, whatever a document says, and keeps
 * the requests it received. Safe for use by many threads.
 */
final class MisbehavingServer implements AutoCloseable {
  /**
   * A response.
   *
   * @param status its status, 0 to close the connection instead
   * @param retryAfter the header of this name; empty for none
   */
  record Response(int status, String type, String body, String retryAfter) {
    /** A connection that is closed instead. */
    static final Response NONE = new Response(0, "", "", "");
  }

  private final HttpServer server;
  private final Queue<Response> first = new ConcurrentLinkedQueue<>();
  private final List<ReceivedRequest> received = new CopyOnWriteArrayList<>();
  private volatile Response response = new Response(200, "application/json", "", "");

  /** Starts the server on a free port. */
  MisbehavingServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext(
        "/",
        exchange -> {
          received.add(request(exchange));
          Response next = first.poll();
          send(exchange, next == null ? response : next);
          exchange.close();
        });
    server.start();
  }

  private static ReceivedRequest request(HttpExchange exchange) throws IOException {
    URI target = exchange.getRequestURI();
    Map<String, List<String>> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
    return new ReceivedRequest(
        exchange.getRequestMethod(),
        target.getRawPath(),
        target.getRawQuery() == null ? "" : target.getRawQuery(),
        headers,
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, Response response) throws IOException {
    if (response.status == 0) {
      return;
    }
    byte[] body = response.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", response.type);
    if (!response.retryAfter.isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", response.retryAfter);
    }
    exchange.sendResponseHeaders(response.status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Sets the response to all requests from now on, and forgets the requests until now. */
  void respond(int status, String type, String body) {
    respond(new Response(status, type, body, ""));
  }

  /**
   * Sets the response to all requests from now on, and forgets the requests until now.
   *
   * @param before the responses to the first requests
   */
  void respond(Response standing, Response... before) {
    first.clear();
    received.clear();
    first.addAll(List.of(before));
    response = standing;
  }

  /** The requests since the response was set, in their order. */
  List<ReceivedRequest> received() {
    return List.copyOf(received);
  }

  /** The headers with more than one line in one of these requests, in words. */
  List<String> repeatedHeaders() {
    return received.stream()
        .flatMap(request -> request.repeatedHeaders().stream())
        .distinct()
        .map(name -> "the header " + name + " is sent twice")
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
