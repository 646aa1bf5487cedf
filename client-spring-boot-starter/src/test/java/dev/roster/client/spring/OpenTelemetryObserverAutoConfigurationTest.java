package dev.roster.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.client.CoolsetClient;
import dev.roster.client.opentelemetry.OpenTelemetryObserver;
import dev.roster.client.transport.Transport;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;

class OpenTelemetryObserverAutoConfigurationTest {
  private final RecordingTransport memory = new RecordingTransport("{\"id\": 5}");
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();

  @AutoClose
  private final OpenTelemetrySdk telemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();

  private final ApplicationContextRunner contexts =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  CoolsetClientAutoConfiguration.class,
                  OpenTelemetryObserverAutoConfiguration.class))
          .withBean(Transport.class, () -> memory)
          .withPropertyValues("roster.coolset.token=t");

  @Test
  void theRequestIsASpanOfTheBean() {
    contexts
        .withBean(OpenTelemetry.class, () -> telemetry)
        .run(context -> {
          context.getBean(CoolsetClient.class).users().me();

          assertThat(spans.getFinishedSpanItems())
              .singleElement()
              .satisfies(
                  span -> assertThat(span.getName()).isEqualTo("GET /api/accounts/users/me/"));
          assertThat(memory.onlyRequest().headers()).containsKey("traceparent");
        });
  }

  /** Sorted behind ours by its name alone. */
  @AutoConfiguration
  static class ZzzTelemetryAutoConfiguration {
    @Bean
    OpenTelemetry telemetry() {
      return OpenTelemetry.noop();
    }
  }

  @Test
  void theBeanOfAnyOtherAutoConfigurationIsSeen() {
    contexts
        .withConfiguration(AutoConfigurations.of(ZzzTelemetryAutoConfiguration.class))
        .run(context -> assertThat(context).hasSingleBean(OpenTelemetryObserver.class));
  }

  @Test
  void withoutABeanOfOpenTelemetryNothingIsObserved() {
    contexts.run(context -> {
      context.getBean(CoolsetClient.class).users().me();

      assertThat(context).doesNotHaveBean(OpenTelemetryObserver.class);
      assertThat(memory.onlyRequest().headers()).doesNotContainKey("traceparent");
    });
  }

  @Test
  void withoutOurArtifactForOpenTelemetryTheClientWorks() {
    contexts
        .withClassLoader(new FilteredClassLoader(OpenTelemetryObserver.class))
        .withBean(OpenTelemetry.class, () -> telemetry)
        .run(context -> {
          context.getBean(CoolsetClient.class).users().me();

          assertThat(spans.getFinishedSpanItems()).isEmpty();
        });
  }

  @Test
  void withoutOpenTelemetryTheClientWorks() {
    contexts
        .withClassLoader(
            new FilteredClassLoader("io.opentelemetry", "dev.roster.client.opentelemetry"))
        .run(context -> {
          context.getBean(CoolsetClient.class).users().me();

          assertThat(memory.requests).hasSize(1);
        });
  }

  @Test
  void anObserverOfTheApplicationReplacesOurs() {
    OpenTelemetryObserver own = OpenTelemetryObserver.create(OpenTelemetry.noop());

    contexts
        .withBean(OpenTelemetry.class, () -> telemetry)
        .withBean("own", OpenTelemetryObserver.class, () -> own)
        .run(context -> assertThat(context.getBean(OpenTelemetryObserver.class)).isSameAs(own));
  }
}
