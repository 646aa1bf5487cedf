package dev.roster.server.ops;

import dev.roster.server.http.CompletedRequest;
import dev.roster.server.http.DatabaseOutages;
import dev.roster.server.http.RequestObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Counts and times requests by API, operation, method and status. No value of a label comes from a
 * request, so there are never more series than the contracts allow. Safe for use by many threads.
 */
public final class RequestMetrics implements RequestObserver {
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY = 429;
  private static final String API = "api";
  private static final String NONE = "none";
  private static final String ACCEPTED = "accepted";
  private static final String REFUSED = "refused";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final Duration[] BUCKETS =
      Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  /**
   * Registers the counters that an alert must find before there is anything to count.
   *
   * @param apis the names of the APIs that have callers
   */
  public RequestMetrics(MeterRegistry registry, Set<String> apis) {
    this.registry = registry;
    for (String api : apis) {
      authentications(api, ACCEPTED).increment(0);
      authentications(api, REFUSED).increment(0);
      rateLimited(api).increment(0);
    }
    for (DatabaseOutages.Kind kind : DatabaseOutages.Kind.values()) {
      databaseErrors(kind).increment(0);
    }
  }

  private record Series(String api, String operation, String method, int status) {}

  @Override
  public void completed(CompletedRequest request) {
    Series series =
        new Series(
            request.api(),
            request.operation().orElse(NONE),
            METHODS.contains(request.method()) ? request.method() : "other",
            request.status());
    timers.computeIfAbsent(series, this::timer).record(request.nanos(), TimeUnit.NANOSECONDS);
    if (request.caller().isPresent()) {
      authentications(request.api(), ACCEPTED).increment();
    } else if (request.status() == UNAUTHORIZED) {
      authentications(request.api(), REFUSED).increment();
    }
    if (request.status() == TOO_MANY) {
      rateLimited(request.api()).increment();
    }
    request.databaseFailure().ifPresent(kind -> databaseErrors(kind).increment());
  }

  private Timer timer(Series series) {
    return Timer.builder("http.server.requests")
        .description("Requests, from their head to their response")
        .tags(
            API,
            series.api(),
            "operation",
            series.operation(),
            "method",
            series.method(),
            "status",
            Integer.toString(series.status()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Counter authentications(String api, String result) {
    return counters.computeIfAbsent(
        "authentication " + api + result,
        _ ->
            Counter.builder("roster.authentications")
                .description("Requests with a credential that was accepted, or that were refused")
                .tags(API, api, "result", result)
                .register(registry));
  }

  private Counter rateLimited(String api) {
    return counters.computeIfAbsent(
        "rate " + api,
        _ ->
            Counter.builder("roster.rate.limit.refusals")
                .description("Requests that a rate limit or a quota refused")
                .tags(API, api)
                .register(registry));
  }

  private Counter databaseErrors(DatabaseOutages.Kind kind) {
    return counters.computeIfAbsent(
        kind.name(),
        _ ->
            Counter.builder("roster.database.errors")
                .description("Requests that the database failed: an outage, or its setup")
                .tags("kind", kind.name().toLowerCase(Locale.ROOT))
                .register(registry));
  }
}
