package dev.roster.contract.journey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An OpenID Connect issuer on this machine: a configuration document and a key set, as a test
 * publishes them. Safe for use by many threads.
 */
final class LoopbackIssuer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONFIGURATION = "/.well-known/openid-configuration";
  private static final String KEYS = "/keys";

  private final HttpServer http;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String named;
  private volatile Response keys = new Response(200, "", "{\"keys\": []}");

  /**
   * A response to a request for the keys.
   *
   * @param caching the value of {@code Cache-Control}; empty for none
   */
  record Response(int status, String caching, String body) {
    /** A key set without a time for which it may be kept. */
    static Response of(JwtKey... keys) {
      return new Response(200, "", keySet(keys));
    }

    @Override
    public String toString() {
      return status + " " + caching + " " + body.length() + " characters";
    }
  }

  LoopbackIssuer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    named = name();
    http.createContext("/", this::respond);
    http.start();
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(path);
      Response response =
          switch (path) {
            case CONFIGURATION ->
                new Response(200, "", json(Map.of("issuer", named, "jwks_uri", name() + KEYS)));
            case KEYS -> keys;
            default -> new Response(404, "", "{}");
          };
      if (!response.caching().isEmpty()) {
        exchange.getResponseHeaders().set("Cache-Control", response.caching());
      }
      if (response.status() / 100 == 3) {
        exchange.getResponseHeaders().set("Location", name() + KEYS);
      }
      byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(response.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The value of {@code iss}, which is its URL. */
  String name() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Puts another name into the configuration document. */
  void name(String other) {
    named = other;
  }

  /** The key set with the public halves of these. */
  static String keySet(JwtKey... keys) {
    return json(Map.of("keys", Arrays.stream(keys).map(JwtKey::jwk).toList()));
  }

  /** Replaces the key set. */
  void publish(JwtKey... published) {
    respond(Response.of(published));
  }

  /** Replaces the response to requests for the keys. */
  void respond(Response response) {
    keys = response;
  }

  /** The number of requests for the keys. */
  long fetches() {
    return requests.stream().filter(KEYS::equals).count();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
