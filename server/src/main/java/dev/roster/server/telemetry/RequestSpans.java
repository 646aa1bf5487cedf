package dev.roster.server.telemetry;

import dev.roster.server.http.CompletedRequest;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.PresentedCredentials;
import dev.roster.server.http.RequestTrace;
import dev.roster.server.http.RequestTracer;
import dev.roster.server.http.Route;
import dev.roster.server.http.SecretMask;
import dev.roster.server.http.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Makes a server span of each request, with the stable semantic conventions of HTTP, and measures
 * its duration. The span is the current one of the thread until the request ends. Safe for use by
 * many threads.
 */
final class RequestSpans implements RequestTracer {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<Long> BYTES = AttributeKey.longKey("http.response.body.size");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
  private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
  private static final AttributeKey<String> AGENT = AttributeKey.stringKey("user_agent.original");
  private static final AttributeKey<String> API = AttributeKey.stringKey("roster.api");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("roster.operation");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  /** The conventions' value for any other method, which a client may choose at will. */
  private static final String OTHER_METHOD = "_OTHER";

  /** The conventions' name of a span with any other method. */
  private static final String OTHER_NAME = "HTTP";

  private static final String TLS = "https";
  private static final int SERVER_ERROR = 500;
  private static final double NANOS = 1e9;

  /** The buckets of the conventions. */
  private static final List<Double> SECONDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private static final TextMapGetter<HttpFields> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpFields headers) {
          return headers.getFieldNamesCollection();
        }

        @Override
        public @Nullable String get(@Nullable HttpFields headers, String name) {
          if (headers == null) {
            return null;
          }
          // a tracestate may come in several lines
          String value = String.join(",", headers.getValuesList(name));
          return PresentedCredentials.of(headers).standInId(value) ? null : value;
        }
      };

  private final Tracer tracer;
  private final DoubleHistogram durations;

  RequestSpans(Tracer tracer, Meter meter) {
    this.tracer = tracer;
    this.durations =
        meter
            .histogramBuilder("http.server.request.duration")
            .setUnit("s")
            .setDescription("Duration of HTTP server requests.")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
  }

  @Override
  public RequestTrace begin(Exchange exchange, HttpFields headers) {
    boolean known = METHODS.contains(exchange.method());
    Optional<String> route = exchange.route().map(Route::template);
    String name = known ? exchange.method() : OTHER_NAME;
    Context parent = parent(headers);
    Span span =
        tracer
            .spanBuilder(route.map(template -> name + " " + template).orElse(name))
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    AttributesBuilder common =
        Attributes.builder()
            .put(METHOD, known ? exchange.method() : OTHER_METHOD)
            .put(SCHEME, exchange.origin().startsWith(TLS) ? TLS : "http");
    route.ifPresent(template -> common.put(ROUTE, template));
    if (span.isRecording()) {
      describe(span, exchange, headers);
    }
    return new Open(parent.with(span), span, common);
  }

  /** One that is not in the form of the standard is as good as none. */
  private static Context parent(HttpFields headers) {
    return TraceContext.of(headers).isEmpty()
        ? Context.root()
        : W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS);
  }

  /** Neither the query nor a header that may be a credential. */
  private static void describe(Span span, Exchange exchange, HttpFields headers) {
    span.setAttribute(PATH, SecretMask.of(path(exchange), exchange.presented()));
    span.setAttribute(HOST, SecretMask.ofHost(host(exchange.origin()), exchange.presented()));
    span.setAttribute(CLIENT, exchange.peer());
    span.setAttribute(API, exchange.door().name());
    exchange.operation().ifPresent(operation -> span.setAttribute(OPERATION, operation.id()));
    @Nullable String agent = headers.get(HttpHeader.USER_AGENT);
    if (agent != null) {
      span.setAttribute(AGENT, SecretMask.of(agent, exchange.presented()));
    }
  }

  /** The path as it was sent, unless only the decoded one shows a credential. */
  private static String path(Exchange exchange) {
    boolean hidden = exchange.presented().standIn(exchange.path());
    return hidden ? exchange.path() : exchange.rawTarget();
  }

  /** The host of an origin, without its port. */
  private static String host(String origin) {
    String authority = origin.substring(origin.indexOf("://") + "://".length());
    int port = authority.lastIndexOf(':');
    return port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
  }

  /** A request under way. */
  private final class Open implements RequestTrace {
    private final Context context;
    private final Span span;
    private final AttributesBuilder common;
    private final Scope scope;

    @SuppressWarnings("MustBeClosedChecker") // closed by end()
    Open(Context context, Span span, AttributesBuilder common) {
      this.context = context;
      this.span = span;
      this.common = common;
      this.scope = context.makeCurrent();
    }

    @Override
    public Optional<TraceContext> context() {
      SpanContext names = span.getSpanContext();
      return names.isValid()
          ? Optional.of(new TraceContext(names.getTraceId(), names.getSpanId()))
          : Optional.empty();
    }

    @Override
    public void end(CompletedRequest request) {
      scope.close();
      common.put(STATUS, (long) request.status());
      if (request.status() >= SERVER_ERROR) {
        common.put(ERROR, Integer.toString(request.status()));
        span.setStatus(StatusCode.ERROR);
      }
      Attributes attributes = common.build();
      durations.record(request.nanos() / NANOS, attributes, context);
      span.setAllAttributes(attributes);
      span.setAttribute(BYTES, request.bytes());
      span.end();
    }
  }
}
