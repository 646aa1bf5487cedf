package dev.roster.server.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An identity provider on this machine, which answers as a test tells it and counts. */
public final class ScriptedIssuer implements AutoCloseable {
  private static final String KEYS = "/keys";
  private static final String CONFIGURATION = "/.well-known/openid-configuration";
  private static final int PATIENCE_SECONDS = 60;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Script script = exchange -> answer(exchange, 404, "{}");
  private volatile Script configuration;

  /** The handling of a request for the keys. */
  @FunctionalInterface
  public interface Script {
    void run(HttpExchange exchange) throws IOException;
  }

  public ScriptedIssuer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    configuration =
        exchange ->
            answer(
                exchange, 200, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(name(), keys()));
    http.setExecutor(threads);
    http.createContext("/", this::serve);
    http.start();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    try (exchange) {
      switch (path) {
        case CONFIGURATION -> configuration.run(exchange);
        case KEYS -> script.run(exchange);
        default -> answer(exchange, 200, "{}");
      }
    }
  }

  /** The issuer that its tokens name. */
  public String name() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  public URI keys() {
    return URI.create(name() + KEYS);
  }

  /** The requests, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  public long askedForKeys() {
    return asked.stream().filter(KEYS::equals).count();
  }

  /** From now on these are the keys. */
  public void publish(String json) {
    script = exchange -> answer(exchange, 200, json);
  }

  /** The same, to be kept for so long. */
  public void publish(String json, long maxAge) {
    script =
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("Cache-Control", "public, max-age=%d, must-revalidate".formatted(maxAge));
          answer(exchange, 200, json);
        };
  }

  public void fail(int status) {
    fail(status, "{\"keys\":[]}");
  }

  public void fail(int status, String body) {
    script = exchange -> answer(exchange, status, body);
  }

  public void redirect(URI location) {
    script =
        exchange -> {
          exchange.getResponseHeaders().set("Location", location.toString());
          answer(exchange, 302, "");
        };
  }

  /** Says nothing until it is released, then these keys. */
  public void hold(String json) {
    script =
        exchange -> {
          await(released);
          answer(exchange, 200, json);
        };
  }

  public void release() {
    released.countDown();
  }

  /** The first byte at once, and then one now and then until the other end has enough. */
  public void drip() {
    script =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            do {
              out.write(' ');
              out.flush();
            } while (!closing.await(100, TimeUnit.MILLISECONDS));
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        };
  }

  /** Its configuration document. */
  public void configure(String json) {
    configuration = exchange -> answer(exchange, 200, json);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("nobody released it");
      }
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closing.countDown();
    released.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
