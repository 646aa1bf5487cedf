package dev.roster.client;

import dev.roster.client.CallObserver.Attempt;
import dev.roster.client.CallObserver.Observation;
import dev.roster.client.CallObserver.Outcome;
import dev.roster.client.transport.TransportResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** An attempt that observers follow; their exceptions are logged and go no further. */
final class ObservedAttempt {
  private final long start = System.nanoTime();
  private final Attempt attempt;
  private final List<Observation> observations = new ArrayList<>();
  private final Map<String, String> headers = new LinkedHashMap<>();

  private ObservedAttempt(Attempt attempt) {
    this.attempt = attempt;
  }

  /** Starts an attempt with each of the observers. */
  static ObservedAttempt start(List<CallObserver> observers, Attempt attempt) {
    ObservedAttempt observed = new ObservedAttempt(attempt);
    observers.forEach(observer -> guarded(observer, observed::startWith));
    return observed;
  }

  private void startWith(CallObserver observer) {
    Observation observation = observer.attemptStarted(attempt);
    observations.add(observation);
    observation
        .headers()
        .forEach((name, value) -> {
          CustomHeaders.check(name, value);
          headers.put(name, value);
        });
  }

  /** The headers that observers add to the request. */
  Map<String, String> headers() {
    return headers;
  }

  void succeeded(TransportResponse response) {
    ended(
        OptionalInt.of(response.status()),
        response.headers().firstValue("X-Request-Id"),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Reports a failure to the observers.
   *
   * @param retryIn the wait before the next attempt, if there is one
   */
  void failed(RosterException failure, Optional<Duration> retryIn) {
    if (failure instanceof RosterApiException refused) {
      ended(OptionalInt.of(refused.status()), refused.requestId(), Optional.of(failure), retryIn);
    } else {
      ended(OptionalInt.empty(), Optional.empty(), Optional.of(failure), retryIn);
    }
  }

  private void ended(
      OptionalInt status,
      Optional<String> requestId,
      Optional<RosterException> failure,
      Optional<Duration> retryIn) {
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    Outcome outcome = new Outcome(attempt, status, requestId, duration, failure, retryIn);
    observations.forEach(each -> guarded(each, observation -> observation.ended(outcome)));
  }

  private static <T> void guarded(T observer, Consumer<T> action) {
    try {
      action.accept(observer);
    } catch (RuntimeException e) {
      System.getLogger("dev.roster.client")
          .log(System.Logger.Level.WARNING, "an observer of calls failed", e);
    }
  }
}
