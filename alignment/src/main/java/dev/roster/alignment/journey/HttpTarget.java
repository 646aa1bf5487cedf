package dev.roster.alignment.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.Operation;
import dev.roster.openapi.ResponseMessage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes each call as the document says it, without a client that could help. */
final class HttpTarget implements JourneyTarget {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final BiFunction<String, Map<String, String>, Map<String, Object>> states;

  HttpTarget(URI base, BiFunction<String, Map<String, String>, Map<String, Object>> states) {
    this.base = base.toString().replaceFirst("/$", "");
    this.states = states;
  }

  @Override
  public Map<String, Object> state(String name, Map<String, String> parameters) {
    return states.apply(name, parameters);
  }

  @Override
  public URI baseUrl() {
    return URI.create(base);
  }

  @Override
  public ResponseMessage call(
      Operation operation, List<Argument> arguments, Optional<JsonNode> body) throws IOException {
    String path = operation.path();
    StringBuilder query = new StringBuilder();
    HttpRequest.Builder request = HttpRequest.newBuilder();
    request.timeout(LONGEST);
    if (arguments.stream().noneMatch(each -> each.name().equalsIgnoreCase("Accept"))) {
      request.header("Accept", "application/json");
    }
    for (Argument each : arguments) {
      switch (each.in()) {
        case "path" -> path = path.replace("{" + each.name() + "}", encoded(each.value()));
        case "query" ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(each.name())
                .append('=')
                .append(encoded(each.value()));
        default -> request.header(each.name(), each.value());
      }
    }
    if (body.isPresent() && arguments.stream().noneMatch(HttpTarget::isContentType)) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        operation.method(),
        body.map(HttpTarget::sent).map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
    try {
      HttpResponse<byte[]> response =
          http.send(
              request.uri(URI.create(base + path + query)).build(), BodyHandlers.ofByteArray());
      return new ResponseMessage(
          response.statusCode(), response.headers().map(), response.body(), false);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static boolean isContentType(Argument argument) {
    return argument.name().equalsIgnoreCase("Content-Type");
  }

  /** A text is sent as it is: it stands for a body that is not JSON. */
  private static String sent(JsonNode body) {
    return body.isTextual() ? body.textValue() : body.toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
