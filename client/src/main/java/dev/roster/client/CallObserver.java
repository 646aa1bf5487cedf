package dev.roster.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Observes the requests of a client, for logs, metrics and traces; set with {@link
 * ClientBuilder#observer}. Called on the thread of the call. What it throws is logged and changes
 * no call. It sees no credential, no body and no value of a path or query.
 *
 * {@snippet file="com/example/ObserverExamples.java" region="logged"}
 *
 * <p>An observer that measures, and adds a header to each request:
 *
 * {@snippet file="com/example/ObserverExamples.java" region="measured"}
 */
@FunctionalInterface
public interface CallObserver {
  /** Called before each attempt of a call; the returned object is told how that attempt ended. */
  Observation attemptStarted(Attempt attempt);

  /** Returns an observer of the outcomes alone. */
  static CallObserver of(Consumer<Outcome> listener) {
    ArgumentChecks.given(listener, "listener");
    return attempt -> listener::accept;
  }

  /**
   * One request of a call.
   *
   * @param operation the {@code operationId} in the contract's document
   * @param method the HTTP method
   * @param path the path as it stands in the document, such as {@code
   *     /api/accounts/invitations/{id}/}
   * @param server the base URI of the client
   * @param number 1 for the first request of a call, more for its retries
   */
  record Attempt(String operation, String method, String path, String server, int number) {}

  /** Observes one attempt. */
  @FunctionalInterface
  interface Observation {
    /** Headers to send with the request, such as {@code traceparent}; none without this method. */
    default Map<String, String> headers() {
      return Map.of();
    }

    /** Called when the response was read, or when it is certain that there is none. */
    void ended(Outcome outcome);
  }

  /**
   * The end of an attempt.
   *
   * @param attempt the attempt
   * @param status the status of the response; empty if there was none
   * @param requestId the {@code X-Request-Id} of the response
   * @param duration the time from the start of the attempt
   * @param failure the failure; empty after a success
   * @param retryIn the wait before the next attempt; empty if the call ends with this one
   */
  record Outcome(
      Attempt attempt,
      OptionalInt status,
      Optional<String> requestId,
      Duration duration,
      Optional<RosterException> failure,
      Optional<Duration> retryIn) {

    /** One line for a log. */
    @Override
    public String toString() {
      return attempt.method()
          + " "
          + attempt.path()
          + " attempt "
          + attempt.number()
          + ": "
          + (status.isPresent() ? "HTTP " + status.getAsInt() : "no response")
          + " after "
          + duration.toMillis()
          + " ms"
          + requestId.map(id -> ", request " + id).orElse("")
          + failure.map(e -> ", " + e.getClass().getSimpleName()).orElse("")
          + retryIn.map(wait -> ", next in " + wait.toMillis() + " ms").orElse("");
    }
  }
}
