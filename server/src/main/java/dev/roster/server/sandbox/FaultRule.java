package dev.roster.server.sandbox;

import dev.roster.server.failure.UserErrorException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A fault to inject, and the requests that it affects.
 *
 * @param operationId restricts the fault to this operation; empty for all
 * @param tenant restricts the fault to this tenant; empty for all
 * @param count the number of requests that it affects
 * @param retryAfter the value of Retry-After
 * @param duration how long a slow body takes
 */
public record FaultRule(
    Kind kind,
    Optional<String> operationId,
    Optional<UUID> tenant,
    int count,
    Duration retryAfter,
    Duration duration) {
  /** The largest number of requests, which stands for all. */
  public static final int MOST = 1_000_000;

  private static final Duration LONGEST = Duration.ofMinutes(5);

  public FaultRule {
    if (count < 1 || count > MOST) {
      throw new UserErrorException("count must be between 1 and " + MOST + ".");
    }
    if (retryAfter.toSeconds() < 1 || retryAfter.compareTo(Duration.ofDays(1)) > 0) {
      throw new UserErrorException("retry_after must be between a second and a day.");
    }
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new UserErrorException("duration must be between nothing and five minutes.");
    }
  }

  /** The kinds of faults. The first three replace the work of a request, the others follow it. */
  public enum Kind {
    /** 429 with Retry-After, in the words of the contract. */
    TOO_MANY_REQUESTS,
    /** 503 with Retry-After, in the words of the contract. */
    UNAVAILABLE,
    /** The connection is closed and nothing was done. */
    DROPPED_CONNECTION,
    /** The request is served and then the connection closed, before a byte of the response. */
    LOST_ANSWER,
    /** The response comes in small pieces. */
    SLOW_BODY,
    /** The response is whole as HTTP, but its JSON ends in the middle. */
    TRUNCATED_JSON,
    /** A GET gets the response of the caller's last one of the same URL. */
    STALE_PAGE
  }
}
