package dev.roster.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/**
 * A successful call: its last response without the body, and the effort that it took.
 *
 * {@snippet file="com/example/ClientExamples.java" region="compleatWithResponse"}
 *
 * @param operation the {@code operationId} in the contract's document
 * @param status the HTTP status
 * @param headers the headers of the response, by name in any case
 * @param attempts the number of requests that were sent: 1 without retries
 * @param duration the time of the whole call, with retries and the waits between them
 */
public record CallInfo(
    String operation, int status, HttpHeaders headers, int attempts, Duration duration) {

  /** The {@code X-Request-Id} of the response, by which the server's operators find the call. */
  public Optional<String> requestId() {
    return headers.firstValue("X-Request-Id");
  }

  /** The rate limit of the token or key, if the server states it. */
  public Optional<RateLimit> rateLimit() {
    return RateLimit.of(headers);
  }

  /** Omits the headers, in which a server may repeat a secret. */
  @Override
  public String toString() {
    return "CallInfo["
        + operation
        + ", HTTP "
        + status
        + requestId().map(id -> ", request " + id).orElse("")
        + ", attempts "
        + attempts
        + ", "
        + duration.toMillis()
        + " ms]";
  }
}
