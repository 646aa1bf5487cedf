package dev.roster.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The server responded with another status than success. The common statuses have subclasses; this
 * class itself stands for the others, such as 405 or a redirect, which is never followed.
 *
 * {@snippet file="com/example/ExceptionExamples.java" region="hierarchy"}
 */
public sealed class RosterApiException extends RosterException
    permits UnauthorizedException,
        ForbiddenException,
        NotFoundException,
        ConflictException,
        ValidationException,
        RateLimitedException,
        CompleatRefusalException,
        ServerFailureException,
        UnreadableResponseException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_REASON = 300;

  private final int status;
  private final String body;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;
  private final TreeMap<String, List<String>> headers;

  /** As a client throws it for this status and body, for doubles of it in tests. */
  public RosterApiException(int status, String body) {
    this(ErrorResponse.of(status, body));
  }

  RosterApiException(ErrorResponse response) {
    this(response, reason(response), null);
  }

  RosterApiException(ErrorResponse response, String reason, @Nullable Throwable cause) {
    super(message(response, reason), cause);
    this.status = response.status();
    this.body = response.body();
    this.requestId = response.requestId();
    this.retryAfter = response.retryAfter().orElse(null);
    this.headers = new TreeMap<>(response.headers().map());
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The body as it came, empty if there was none, at most 256 KiB; need not be JSON. */
  public String body() {
    return body;
  }

  /** The {@code X-Request-Id} of the response, by which the server's operators find the call. */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** The time to wait before the next request, if the server states one. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The headers of the response, by name in any case. */
  public HttpHeaders headers() {
    return HttpHeaders.of(headers, (name, value) -> true);
  }

  /** The rate limit of the token or key, if the server states it. */
  public Optional<RateLimit> rateLimit() {
    return RateLimit.of(headers());
  }

  private static String reason(ErrorResponse response) {
    if (response.status() / 100 == 3) {
      return response
          .location()
          .map(location -> "redirected to " + location + ", which is not followed")
          .orElse("redirected");
    }
    if (response.status() == 407) {
      return "the proxy wants a login, or another one than ClientBuilder.proxy was given";
    }
    return response.reason().orElse("the response gives no reason");
  }

  private static String message(ErrorResponse response, String reason) {
    String line = reason.replaceAll("\\p{Cntrl}+", " ");
    String shown =
        line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
    String id = response.requestId();
    return "HTTP " + response.status() + ": " + shown + (id == null ? "" : " (request " + id + ")");
  }
}
