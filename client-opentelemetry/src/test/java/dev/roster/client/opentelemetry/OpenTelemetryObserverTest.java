package dev.roster.client.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.example.TelemetryExamples;
import dev.roster.client.CoolsetClient;
import dev.roster.client.NotFoundException;
import dev.roster.client.RosterTransportException;
import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class OpenTelemetryObserverTest {
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();

  @AutoClose
  private final OpenTelemetrySdk telemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(metrics).build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();

  private final Queue<TransportResponse> responses = new ArrayDeque<>();
  private final List<TransportRequest> requests = new ArrayList<>();

  private CoolsetClient client(int retries) {
    Transport memory =
        request -> {
          requests.add(request);
          TransportResponse response = responses.poll();
          if (response == null) {
            throw new ConnectException("refused");
          }
          return response;
        };
    return TelemetryExamples.traced(
        CoolsetClient.builder()
            .baseUri("https://roster.example.org/base")
            .token("t0ken")
            .retries(retries)
            .transport(memory),
        telemetry);
  }

  @Test
  void aRequestIsAClientSpanBelowTheCurrentOneWhoseContextGoesAlong() {
    responses.add(
        TransportResponse.of(
            200, Map.of("X-Request-Id", List.of("r-1")), "{\"id\": 5}".getBytes()));
    Span parent = telemetry.getTracer("test").spanBuilder("parent").startSpan();

    try (Scope scope = parent.makeCurrent()) {
      client(0).users().me();
    }

    SpanData span = only(spans.getFinishedSpanItems());
    assertThat(span.getName()).isEqualTo("GET /api/accounts/users/me/");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(text(span, "http.request.method")).isEqualTo("GET");
    assertThat(text(span, "url.template")).isEqualTo("/api/accounts/users/me/");
    assertThat(text(span, "url.scheme")).isEqualTo("https");
    assertThat(text(span, "server.address")).isEqualTo("roster.example.org");
    assertThat(number(span, "server.port")).isEqualTo(443);
    assertThat(number(span, "http.response.status_code")).isEqualTo(200);
    assertThat(number(span, "http.request.resend_count")).isNull();
    assertThat(text(span, "error.type")).isNull();
    assertThat(
            span.getAttributes()
                .get(AttributeKey.stringArrayKey("http.response.header.x-request-id")))
        .containsExactly("r-1");
    assertThat(requests.get(0).headers())
        .hasEntrySatisfying(
            "traceparent",
            sent ->
                assertThat(sent)
                    .startsWith("00-" + span.getTraceId() + "-" + span.getSpanId() + "-"));
  }

  @Test
  void aRetryIsASpanOfItsOwn() {
    responses.add(TransportResponse.of(503, Map.of("Retry-After", List.of("0")), new byte[0]));
    responses.add(TransportResponse.json(200, "{\"id\": 5}"));

    client(1).users().me();

    List<SpanData> both = spans.getFinishedSpanItems();
    assertThat(both).hasSize(2);
    assertThat(both.get(0).getStatus()).isEqualTo(StatusData.error());
    assertThat(text(both.get(0), "error.type")).isEqualTo("503");
    assertThat(number(both.get(1), "http.request.resend_count")).isEqualTo(1);
    assertThat(number(both.get(1), "http.response.status_code")).isEqualTo(200);
  }

  @Test
  void aMissingResponseHasTheExceptionAsTypeOfItsError() {
    assertThatExceptionOfType(RosterTransportException.class)
        .isThrownBy(() -> client(0).users().me());

    SpanData span = only(spans.getFinishedSpanItems());
    assertThat(text(span, "error.type")).isEqualTo(RosterTransportException.class.getName());
    assertThat(number(span, "http.response.status_code")).isNull();
  }

  @Test
  void noIdentifierAndNoCredentialIsInASpan() {
    UUID invitation = UUID.randomUUID();
    responses.add(TransportResponse.json(404, "{\"detail\": \"no\"}"));

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> client(0).invitations().byId(invitation));

    SpanData span = only(spans.getFinishedSpanItems());
    assertThat(text(span, "url.template")).isEqualTo("/api/accounts/invitations/{id}/");
    assertThat(span.toString()).doesNotContain(invitation.toString(), "t0ken");
  }

  @Test
  void theDurationIsAHistogramInSeconds() {
    responses.add(TransportResponse.json(200, "{\"id\": 5}"));

    client(0).users().me();

    MetricData metric = only(List.copyOf(metrics.collectAllMetrics()));
    assertThat(metric.getName()).isEqualTo("http.client.request.duration");
    assertThat(metric.getUnit()).isEqualTo("s");
    HistogramPointData point = only(List.copyOf(metric.getHistogramData().getPoints()));
    assertThat(point.getCount()).isEqualTo(1);
    assertThat(point.getSum()).isBetween(0.0, 30.0);
    assertThat(point.getBoundaries()).contains(0.005, 10.0);
    assertThat(point.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
        .isEqualTo(200);
  }

  private static String text(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }

  private static Long number(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.longKey(name));
  }

  private static <T> T only(List<T> all) {
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
