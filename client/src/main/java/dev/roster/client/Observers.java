package dev.roster.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The observers of one client; their exceptions are logged and go no further. */
final class Observers {
  private final List<CallObserver> observers;

  Observers(List<CallObserver> observers) {
    this.observers = List.copyOf(observers);
  }

  /** Starts an attempt with each of them. */
  Attempt started(CallObserver.Attempt attempt) {
    List<CallObserver.Observation> started = new ArrayList<>(observers.size());
    Map<String, String> headers = new LinkedHashMap<>();
    for (CallObserver observer : observers) {
      guarded(
          observer,
          each -> {
            CallObserver.Observation observation = each.attemptStarted(attempt);
            started.add(observation);
            observation
                .headers()
                .forEach((name, value) -> {
                  CustomHeaders.check(name, value);
                  headers.put(name, value);
                });
          });
    }
    return new Attempt(started, headers);
  }

  /** An attempt that is under way. */
  record Attempt(List<CallObserver.Observation> observations, Map<String, String> headers) {
    void ended(CallObserver.Outcome outcome) {
      observations.forEach(each -> guarded(each, observation -> observation.ended(outcome)));
    }
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
