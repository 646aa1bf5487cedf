package dev.roster.server.coolset;

import dev.roster.server.http.Exchange;
import dev.roster.server.http.MediaTypes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The media types of response and request body, which are JSON, as Django REST Framework chooses
 * them.
 */
final class ContentNegotiation {
  private ContentNegotiation() {}

  /** Refuses a {@code format} parameter or an Accept header that excludes JSON. */
  static void requireJsonResponse(Exchange exchange, ContainerRequestContext request) {
    String format = CoolsetRequest.of(exchange).query().raw("format").orElse("");
    if (!format.isEmpty() && !format.equals("json")) {
      throw CoolsetErrors.notFound();
    }
    List<String> accept = request.getHeaders().get(HttpHeaders.ACCEPT);
    if (accept != null && !MediaTypes.acceptsJson(String.join(",", accept))) {
      throw CoolsetErrors.notAcceptable();
    }
  }

  /** Refuses a body that is not JSON; an empty one may have any type and reads as no fields. */
  static void requireJsonBody(Exchange exchange, ContainerRequestContext request) {
    if (!exchange.method().equals("POST")) {
      return;
    }
    String type = Optional.ofNullable(request.getHeaderString(HttpHeaders.CONTENT_TYPE)).orElse("");
    // a length says so without a look at the body, which a client may not have sent yet
    boolean empty = request.getLength() <= 0 && !request.hasEntity();
    if (!empty && !MediaTypes.matchesJson(type)) {
      throw CoolsetErrors.unsupportedMediaType(type);
    }
    MediaType plain = MediaType.APPLICATION_JSON_TYPE;
    String charset = empty ? "utf-8" : MediaTypes.charset(type).orElse("utf-8");
    request
        .getHeaders()
        .putSingle(
            HttpHeaders.CONTENT_TYPE,
            plain + ";charset=\"" + charset.replaceAll("[^A-Za-z0-9._-]", "") + "\"");
    if (empty) {
      request.setEntityStream(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));
    }
  }
}
