package dev.roster.server.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.roster.server.leaks.Evidence;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A collector of OpenTelemetry: it reads OTLP as protobuf over HTTP, and keeps what it got for the
 * search for leaked secrets.
 */
public final class OtlpReceiver implements AutoCloseable {
  private static final int OK = 200;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();
  private final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean silent;

  /** A span as it was received, with its ids in hexadecimal digits. */
  public record Received(
      String name,
      Span.SpanKind kind,
      String traceId,
      String spanId,
      String parentId,
      String state,
      boolean failed,
      Map<String, Object> attributes) {
    private static Received of(Span span) {
      return new Received(
          span.getName(),
          span.getKind(),
          hex(span.getTraceId()),
          hex(span.getSpanId()),
          hex(span.getParentSpanId()),
          span.getTraceState(),
          span.getStatus().getCodeValue() == 2,
          attributesOf(span.getAttributesList()));
    }

    private static String hex(ByteString id) {
      return HexFormat.of().formatHex(id.toByteArray());
    }
  }

  public OtlpReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(threads);
    server.createContext(
        "/v1/traces", exchange -> take(exchange, traces, ExportTraceServiceRequest::parseFrom));
    server.createContext(
        "/v1/metrics", exchange -> take(exchange, metrics, ExportMetricsServiceRequest::parseFrom));
    server.start();
  }

  private interface Parser<M> {
    M parse(byte[] body) throws IOException;
  }

  private <M extends Message> void take(HttpExchange exchange, List<M> to, Parser<M> parser)
      throws IOException {
    try (exchange) {
      M message = parser.parse(exchange.getRequestBody().readAllBytes());
      Evidence.ofSuite().add(Evidence.Source.TELEMETRY, "OTLP", message.toString());
      to.add(message);
      if (silent) {
        closed.await();
      }
      exchange.sendResponseHeaders(OK, -1);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The variables that have a server export everything to this receiver soon. */
  public Map<String, String> variables() {
    return Map.of(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        endpoint().toString(),
        "OTEL_BSP_SCHEDULE_DELAY",
        "20",
        "OTEL_METRIC_EXPORT_INTERVAL",
        "50");
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Has the receiver read requests and answer none from now on. */
  public void fallSilent() {
    silent = true;
  }

  /** The spans so far. */
  public List<Received> spans() {
    return traces.stream()
        .flatMap(each -> each.getResourceSpansList().stream())
        .flatMap(each -> each.getScopeSpansList().stream())
        .flatMap(each -> each.getSpansList().stream())
        .map(Received::of)
        .toList();
  }

  /** The attributes of the process that has sent the spans. */
  public Map<String, Object> resource() {
    return attributesOf(traces.getFirst().getResourceSpans(0).getResource().getAttributesList());
  }

  /** The newest state of each metric. */
  public Map<String, Metric> metrics() {
    return metrics.stream()
        .flatMap(each -> each.getResourceMetricsList().stream())
        .flatMap(each -> each.getScopeMetricsList().stream())
        .flatMap(each -> each.getMetricsList().stream())
        .collect(Collectors.toMap(Metric::getName, each -> each, (_, later) -> later));
  }

  /** Everything so far, as text. */
  public String text() {
    return Stream.of(traces, metrics)
        .flatMap(List::stream)
        .map(Object::toString)
        .collect(Collectors.joining());
  }

  /** The attributes by their names; numbers are longs. */
  public static Map<String, Object> attributesOf(List<KeyValue> list) {
    return list.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                each ->
                    each.getValue().hasIntValue()
                        ? (Object) each.getValue().getIntValue()
                        : each.getValue().getStringValue()));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
