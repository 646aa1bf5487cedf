package dev.roster.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Something that goes wrong on request, once unless {@link #times} says more often. */
public final class Fault {
  private static final Duration NONE = Duration.ofSeconds(1);

  private final dev.roster.server.sandbox.FaultRule fault;

  private Fault(dev.roster.server.sandbox.FaultRule fault) {
    this.fault = fault;
  }

  private static Fault of(
      dev.roster.server.sandbox.FaultRule.Kind kind, Duration retryAfter, Duration duration) {
    return ArgumentErrors.checked(() ->
        new Fault(
            new dev.roster.server.sandbox.FaultRule(
                kind, Optional.empty(), Optional.empty(), 1, retryAfter, duration)));
  }

  /** 429 with Retry-After, in the words of the contract; nothing is done. */
  public static Fault tooManyRequests(Duration retryAfter) {
    return of(dev.roster.server.sandbox.FaultRule.Kind.TOO_MANY_REQUESTS, retryAfter, NONE);
  }

  /** 503 with Retry-After, in the words of the contract; nothing is done. */
  public static Fault unavailable(Duration retryAfter) {
    return of(dev.roster.server.sandbox.FaultRule.Kind.UNAVAILABLE, retryAfter, NONE);
  }

  /** The connection is closed; nothing is done. */
  public static Fault droppedConnection() {
    return of(dev.roster.server.sandbox.FaultRule.Kind.DROPPED_CONNECTION, NONE, NONE);
  }

  /** The request is served, and the connection closed before a byte of the response. */
  public static Fault lostAnswer() {
    return of(dev.roster.server.sandbox.FaultRule.Kind.LOST_ANSWER, NONE, NONE);
  }

  /** The response comes in small pieces, the last of them after this time. */
  public static Fault slowBody(Duration duration) {
    return of(dev.roster.server.sandbox.FaultRule.Kind.SLOW_BODY, NONE, duration);
  }

  /** The body of the response ends in its middle; as HTTP it is whole. */
  public static Fault truncatedJson() {
    return of(dev.roster.server.sandbox.FaultRule.Kind.TRUNCATED_JSON, NONE, NONE);
  }

  /** A GET gets the response of the caller's last one of the same URL; waits until there is one. */
  public static Fault stalePage() {
    return of(dev.roster.server.sandbox.FaultRule.Kind.STALE_PAGE, NONE, NONE);
  }

  /** The same for requests of one operation only, such as {@code accounts_companies_list}. */
  public Fault onOperation(String operationId) {
    return new Fault(
        new dev.roster.server.sandbox.FaultRule(
            fault.kind(),
            Optional.of(operationId),
            fault.tenant(),
            fault.count(),
            fault.retryAfter(),
            fault.duration()));
  }

  /**
   * The same for so many requests.
   *
   * @throws IllegalArgumentException unless the count is positive and at most a million
   */
  public Fault times(int count) {
    return ArgumentErrors.checked(() ->
        new Fault(
            new dev.roster.server.sandbox.FaultRule(
                fault.kind(),
                fault.operationId(),
                fault.tenant(),
                count,
                fault.retryAfter(),
                fault.duration())));
  }

  dev.roster.server.sandbox.FaultRule on(UUID tenant) {
    return new dev.roster.server.sandbox.FaultRule(
        fault.kind(),
        fault.operationId(),
        Optional.of(tenant),
        fault.count(),
        fault.retryAfter(),
        fault.duration());
  }
}
