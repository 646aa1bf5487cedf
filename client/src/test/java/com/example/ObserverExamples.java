package com.example;

import dev.roster.client.CallObserver;
import dev.roster.client.CallObserver.Attempt;
import dev.roster.client.CallObserver.Observation;
import dev.roster.client.CallObserver.Outcome;
import dev.roster.client.CoolsetClient;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The examples in the Javadoc about observers. */
public final class ObserverExamples {
  private ObserverExamples() {}

  public static CoolsetClient logged(CoolsetClient.Builder builder, Consumer<String> log) {
    // @start region="logged"
    // GET /api/accounts/users/me/ attempt 1: HTTP 503 after 12 ms, request 9f0c,
    // ServerFailureException, next in 214 ms
    CoolsetClient coolset =
        builder.observer(CallObserver.of(outcome -> log.accept(outcome.toString()))).build();
    // @end region="logged"
    return coolset;
  }

  public static CallObserver measured(BiConsumer<String, Duration> timers, String traceparent) {
    // @start region="measured"
    CallObserver measured =
        attempt ->
            new Observation() {
              @Override
              public Map<String, String> headers() {
                return Map.of("traceparent", traceparent);
              }

              @Override
              public void ended(Outcome outcome) {
                Attempt ended = outcome.attempt();
                timers.accept(ended.method() + " " + ended.path(), outcome.duration());
              }
            };
    // @end region="measured"
    return measured;
  }
}
