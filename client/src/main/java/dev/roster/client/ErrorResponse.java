package dev.roster.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.roster.client.transport.TransportResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An unsuccessful response; extracts reason, error code and retry delay from each supported body
 * format.
 */
final class ErrorResponse {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern IN_SECONDS = Pattern.compile("\\bin (\\d{1,9}) seconds?\\b");
  private static final Pattern CODE = Pattern.compile("-?\\d{1,9}");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,12}");

  /** Stands for every number that is too long to be meant. */
  private static final Duration FOR_EVER = Duration.ofSeconds(999_999_999_999L);

  private final int status;
  private final HttpHeaders headers;
  private final String body;
  private final JsonNode json;

  ErrorResponse(int status, HttpHeaders headers, String body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.json = parse(body);
  }

  /** A response without headers. */
  static ErrorResponse of(int status, String body) {
    return of(status, body, Map.of());
  }

  static ErrorResponse of(int status, String body, Map<String, List<String>> headers) {
    return new ErrorResponse(status, HttpHeaders.of(headers, (name, value) -> true), body);
  }

  static ErrorResponse of(TransportResponse response) {
    return new ErrorResponse(response.status(), response.headers(), response.text());
  }

  HttpHeaders headers() {
    return headers;
  }

  int status() {
    return status;
  }

  String body() {
    return body;
  }

  /** The body as JSON; a missing node when it is something else, such as a proxy's page. */
  JsonNode json() {
    return json;
  }

  @Nullable String requestId() {
    return headers.firstValue("X-Request-Id").orElse(null);
  }

  /**
   * The sentence of the server about the request as a whole, in the spelling of any of the three
   * speakers.
   */
  Optional<String> reason() {
    for (String member : new String[] {"detail", "Message", "message"}) {
      JsonNode text = json.path(member);
      if (text.isTextual()) {
        return Optional.of(text.textValue());
      }
    }
    return Optional.empty();
  }

  /** The {@code ErrorCode} of the Compleat contract. */
  OptionalInt errorCode() {
    String code = json.path("ErrorCode").asText();
    return CODE.matcher(code).matches()
        ? OptionalInt.of(Integer.parseInt(code))
        : OptionalInt.empty();
  }

  /** The type of the body, such as that of a page of a proxy. */
  String mediaType() {
    return headers.firstValue("Content-Type").orElse("none");
  }

  /** Formats the target of a redirect without user and query, which may be secrets. */
  Optional<String> location() {
    return headers.firstValue("Location").map(ErrorResponse::shown);
  }

  private static String shown(String location) {
    String address = location.replaceAll("[?#].*", "");
    if (!address.contains("@")) {
      return address;
    }
    try {
      URI uri = new URI(address);
      boolean understood = uri.getHost() != null || !uri.isAbsolute() && uri.getAuthority() == null;
      return understood ? withoutUser(uri, address) : "another address";
    } catch (URISyntaxException e) {
      // what looks like a user to us need not be all that it is
      return "another address";
    }
  }

  private static String withoutUser(URI uri, String address) {
    String user = uri.getRawUserInfo();
    return user == null ? address : address.replace(user + "@", "");
  }

  /**
   * The time to wait: from {@code Retry-After} in either form, else from the words of a throttling,
   * else from {@code X-RateLimit-Reset}.
   */
  Optional<Duration> retryAfter() {
    Optional<Duration> header = headers.firstValue("Retry-After").flatMap(this::fromHeader);
    if (header.isPresent() || status != 429) {
      return header;
    }
    return reason().flatMap(ErrorResponse::fromWords).or(this::fromReset);
  }

  private Optional<Duration> fromHeader(String value) {
    String text = value.strip();
    if (DIGITS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    return text.matches("\\d{13,}") ? Optional.of(FOR_EVER) : date(text).map(this::untilThen);
  }

  private static Optional<Duration> fromWords(String reason) {
    Matcher words = IN_SECONDS.matcher(reason);
    return words.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(words.group(1))))
        : Optional.empty();
  }

  private Optional<Duration> fromReset() {
    return headers
        .firstValue("X-RateLimit-Reset")
        .map(String::strip)
        .filter(text -> DIGITS.matcher(text).matches())
        .map(text -> untilThen(Instant.ofEpochSecond(Long.parseLong(text))));
  }

  /** By the server's own clock where it tells it, because ours may be wrong. */
  private Duration untilThen(Instant then) {
    Instant now = headers.firstValue("Date").flatMap(ErrorResponse::date).orElseGet(Instant::now);
    Duration wait = Duration.between(now, then);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode node = JSON.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
