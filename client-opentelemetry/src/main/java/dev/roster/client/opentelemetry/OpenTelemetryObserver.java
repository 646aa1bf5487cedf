package dev.roster.client.opentelemetry;

import dev.roster.client.CallObserver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a span and a measurement of every request of a client, by the semantic conventions for HTTP
 * clients:
 *
 * {@snippet file="com/example/TelemetryExamples.java" region="traced"}
 *
 * <p>Each attempt of a call is a span of its own, below the current one; retries have {@code
 * http.request.resend_count}. The context goes along in the headers of the propagator, such as
 * {@code traceparent}. The metric is {@code http.client.request.duration} in seconds. Paths are
 * those of the document ({@code url.template}): there is no {@code url.full}, which would show
 * identifiers.
 */
public final class OpenTelemetryObserver implements CallObserver {
  private static final String SCOPE = "dev.roster.client";
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> TEMPLATE = AttributeKey.stringKey("url.template");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<Long> RESENT =
      AttributeKey.longKey("http.request.resend_count");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<List<String>> REQUEST_ID =
      AttributeKey.stringArrayKey("http.response.header.x-request-id");

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final DoubleHistogram duration;

  private OpenTelemetryObserver(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer(SCOPE);
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
    this.duration =
        telemetry
            .getMeter(SCOPE)
            .histogramBuilder("http.client.request.duration")
            .setUnit("s")
            .setDescription("Duration of HTTP client requests.")
            .setExplicitBucketBoundariesAdvice(
                List.of(
                    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5,
                    10.0))
            .build();
  }

  /** An observer that reports to these providers; one may serve several clients. */
  public static OpenTelemetryObserver create(OpenTelemetry telemetry) {
    return new OpenTelemetryObserver(telemetry);
  }

  @Override
  public Observation attemptStarted(Attempt attempt) {
    Attributes target = target(attempt);
    Span span =
        tracer
            .spanBuilder(attempt.method() + " " + attempt.path())
            .setSpanKind(SpanKind.CLIENT)
            .setAllAttributes(target)
            .startSpan();
    if (attempt.number() > 1) {
      span.setAttribute(RESENT, (long) attempt.number() - 1);
    }
    return new Recording(span, Context.current().with(span), target);
  }

  private static Attributes target(Attempt attempt) {
    URI server = URI.create(attempt.server());
    boolean tls = "https".equalsIgnoreCase(server.getScheme());
    int port = server.getPort() >= 0 ? server.getPort() : tls ? 443 : 80;
    return Attributes.of(
        METHOD, attempt.method(),
        TEMPLATE, attempt.path(),
        SCHEME, tls ? "https" : "http",
        ADDRESS, server.getHost(),
        PORT, (long) port);
  }

  private final class Recording implements Observation {
    private final Span span;
    private final Context context;
    private final Attributes target;

    Recording(Span span, Context context, Attributes target) {
      this.span = span;
      this.context = context;
      this.target = target;
    }

    @Override
    public Map<String, String> headers() {
      Map<String, String> headers = new HashMap<>();
      propagator.inject(context, headers, Map::put);
      return headers;
    }

    @Override
    public void ended(Outcome outcome) {
      AttributesBuilder end = Attributes.builder();
      outcome.status().ifPresent(status -> end.put(STATUS, (long) status));
      outcome
          .failure()
          .ifPresent(failure -> {
            end.put(
                ERROR,
                outcome.status().isPresent() && outcome.status().getAsInt() / 100 != 2
                    ? Integer.toString(outcome.status().getAsInt())
                    : failure.getClass().getName());
            span.setStatus(StatusCode.ERROR);
          });
      Attributes result = end.build();
      span.setAllAttributes(result);
      outcome.requestId().ifPresent(id -> span.setAttribute(REQUEST_ID, List.of(id)));
      span.end();
      duration.record(
          outcome.duration().toNanos() / 1e9, target.toBuilder().putAll(result).build(), context);
    }
  }
}
