package dev.roster.client.spring;

import dev.roster.client.opentelemetry.OpenTelemetryObserver;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Auto-configuration of the observer that makes spans and metrics, which is there if {@code
 * roster-client-opentelemetry} and one bean of {@link OpenTelemetry} are.
 */
// last, since several other auto-configurations may bring the bean
@AutoConfiguration
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass({OpenTelemetry.class, OpenTelemetryObserver.class})
public final class OpenTelemetryObserverAutoConfiguration {
  OpenTelemetryObserverAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnSingleCandidate(OpenTelemetry.class)
  OpenTelemetryObserver rosterOpenTelemetryObserver(OpenTelemetry telemetry) {
    return OpenTelemetryObserver.create(telemetry);
  }
}
