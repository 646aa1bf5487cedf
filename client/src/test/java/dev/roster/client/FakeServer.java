package dev.roster.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on loopback that gives the answers it was told to give, in that order. */
final class FakeServer implements AutoCloseable {
  record Request(String method, String target, Headers headers, String body, String protocol) {
    String header(String name) {
      return headers.getFirst(name);
    }
  }

  /** The handling of one request; an IOException breaks the connection. */
  interface Script {
    void play(HttpExchange exchange) throws IOException, InterruptedException;
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();

  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FakeServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  FakeServer answers(int status, String body) {
    return answers(status, body, Map.of());
  }

  FakeServer answers(int status, String body, Map<String, String> headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return plays(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    });
  }

  FakeServer plays(Script script) {
    scripts.add(script);
    return this;
  }

  /** Never answers. */
  FakeServer hangs() {
    return plays(exchange -> closed.await());
  }

  /** Sends the headers and the start of the body, and no more. */
  FakeServer stallsInTheBody() {
    return plays(exchange -> {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      closed.await();
    });
  }

  Request onlyRequest() {
    if (requests.size() != 1) {
      throw new AssertionError("expected one request, saw " + requests);
    }
    return requests.get(0);
  }

  List<String> targets() {
    return requests.stream().map(Request::target).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              exchange.getProtocol()));
      Script script = scripts.poll();
      if (script == null) {
        exchange.sendResponseHeaders(599, -1);
      } else {
        script.play(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
