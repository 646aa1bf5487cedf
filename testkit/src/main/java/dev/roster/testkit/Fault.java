package dev.roster.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong on request, once unless {@link #times} says more often.
 *
 * {@snippet file="com/example/RosterExamplesTest.java" region="fault"}
 */
public final class Fault {
  private static final int MOST = 1_000_000;
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration NONE = Duration.ofSeconds(1);

  private final String kind;
  private final @Nullable String operationId;
  private final int count;
  private final Duration retryAfter;
  private final Duration duration;

  private Fault(
      String kind,
      @Nullable String operationId,
      int count,
      Duration retryAfter,
      Duration duration) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("count must be between 1 and " + MOST + ".");
    }
    if (retryAfter.toSeconds() < 1 || retryAfter.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("retryAfter must be between a second and a day.");
    }
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("duration must be between nothing and five minutes.");
    }
    this.kind = kind;
    this.operationId = operationId;
    this.count = count;
    this.retryAfter = retryAfter;
    this.duration = duration;
  }

  private static Fault of(String kind, Duration retryAfter, Duration duration) {
    return new Fault(kind, null, 1, retryAfter, duration);
  }

  /** 429 with Retry-After, in the words of the contract; nothing is done. */
  public static Fault tooManyRequests(Duration retryAfter) {
    return of("too-many-requests", retryAfter, NONE);
  }

  /** 503 with Retry-After, in the words of the contract; nothing is done. */
  public static Fault unavailable(Duration retryAfter) {
    return of("unavailable", retryAfter, NONE);
  }

  /** The connection is closed; nothing is done. */
  public static Fault droppedConnection() {
    return of("dropped-connection", NONE, NONE);
  }

  /** The request is served, and the connection closed before a byte of the response. */
  public static Fault lostAnswer() {
    return of("lost-answer", NONE, NONE);
  }

  /** The response comes in small pieces, the last of them after this time. */
  public static Fault slowBody(Duration duration) {
    return of("slow-body", NONE, duration);
  }

  /** The body of the response ends in its middle; as HTTP it is whole. */
  public static Fault truncatedJson() {
    return of("truncated-json", NONE, NONE);
  }

  /** A GET gets the response of the caller's last one of the same URL; waits until there is one. */
  public static Fault stalePage() {
    return of("stale-page", NONE, NONE);
  }

  /** The same for requests of one operation only, such as {@code accounts_companies_list}. */
  public Fault onOperation(String operation) {
    return new Fault(kind, operation, count, retryAfter, duration);
  }

  /**
   * The same for so many requests.
   *
   * @throws IllegalArgumentException unless the count is positive and at most a million
   */
  public Fault times(int requests) {
    return new Fault(kind, operationId, requests, retryAfter, duration);
  }

  /** The body for the control API. */
  Map<String, Object> on(UUID tenant) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("kind", kind);
    body.put("tenant", tenant);
    body.put("count", count);
    body.put("retry_after", retryAfter);
    body.put("duration", duration);
    if (operationId != null) {
      body.put("operation_id", operationId);
    }
    return body;
  }
}
