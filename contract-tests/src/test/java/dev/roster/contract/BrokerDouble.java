package dev.roster.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Speaks as much of a Pact broker's HAL as Pact for the JVM asks for. It is not a broker: it has
 * one pact, keeps what it receives, and allows to deploy what was last verified.
 */
final class BrokerDouble implements AutoCloseable {
  /** A request that the double was sent. */
  record Heard(String method, String path, String query, JsonNode body) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ObjectNode pact;
  private final List<Heard> heard = Collections.synchronizedList(new ArrayList<>());

  BrokerDouble(ObjectNode pact) throws IOException {
    this.pact = pact;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::respond);
    server.start();
  }

  String url() {
    return "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
  }

  List<Heard> heard(String path) {
    return List.copyOf(heard).stream().filter(each -> each.path.equals(path)).toList();
  }

  private void respond(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    heard.add(
        new Heard(
            exchange.getRequestMethod(),
            path,
            exchange.getRequestURI().getQuery(),
            JSON.readTree(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body)));
    byte[] document = document(path).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/hal+json");
    exchange.sendResponseHeaders(200, document.length);
    exchange.getResponseBody().write(document);
    exchange.close();
  }

  private String document(String path) {
    return switch (path) {
      case "/" ->
          """
          {"_links": {
            "pb:provider-pacts-for-verification":
              {"href": "%1$s/for-verification/{provider}", "templated": true},
            "pb:publish-contracts": {"href": "%1$s/contracts/publish"}}}
          """
              .formatted(url());
      case "/for-verification/compleat-users" ->
          """
          {"_embedded": {"pacts": [
            {"shortDescription": "latest", "verificationProperties": {"notices": []},
             "_links": {"self": {"href": "%s/pact", "name": "the pact"}}}]}}
          """
              .formatted(url());
      case "/pact" -> pactWithLinks();
      case "/provider" ->
          """
          {"_links": {"pb:branch-version":
            {"href": "%s/provider/branches/{branch}/versions/{version}", "templated": true}}}
          """
              .formatted(url());
      case "/matrix" -> matrix();
      default -> "{\"_links\": {}, \"notices\": []}";
    };
  }

  private String pactWithLinks() {
    try {
      ObjectNode whole = pact.deepCopy();
      ObjectNode links = whole.putObject("_links");
      links.putObject("self").put("href", url() + "/pact");
      links.putObject("pb:provider").put("href", url() + "/provider");
      links.putObject("pb:publish-verification-results").put("href", url() + "/results");
      return JSON.writeValueAsString(whole);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String matrix() {
    List<Heard> results = heard("/results");
    boolean success = !results.isEmpty() && results.getLast().body.path("success").asBoolean();
    return """
    {"summary": {"deployable": %s, "reason": "by the last verification"}}
    """
        .formatted(success);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
