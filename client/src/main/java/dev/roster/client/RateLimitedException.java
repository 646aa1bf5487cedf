package dev.roster.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * More requests than the server allows (429); {@link #retryAfter()} says when to come back.
 *
 * {@snippet file="com/example/ExceptionExamples.java" region="wait"}
 */
public final class RateLimitedException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  /** As a client throws it for this body and wait, for doubles of it in tests. */
  public RateLimitedException(String body, Duration retryAfter) {
    this(ErrorResponse.of(429, body, Map.of("Retry-After", List.of(seconds(retryAfter)))));
  }

  RateLimitedException(ErrorResponse response) {
    super(response);
  }

  private static String seconds(Duration wait) {
    return Long.toString(wait.plusNanos(999_999_999).toSeconds());
  }
}
