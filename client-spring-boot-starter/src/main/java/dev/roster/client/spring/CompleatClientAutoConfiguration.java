package dev.roster.client.spring;

import dev.roster.client.CallObserver;
import dev.roster.client.CompleatClient;
import dev.roster.client.transport.Transport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;

/**
 * Auto-configuration of a {@link CompleatClient}, which is there if {@code roster.compleat.key} is,
 * and of its builder, for applications with several tenants.
 */
@AutoConfiguration
@EnableConfigurationProperties(CompleatProperties.class)
public final class CompleatClientAutoConfiguration {
  CompleatClientAutoConfiguration() {}

  @Bean
  @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
  @ConditionalOnMissingBean
  CompleatClient.Builder compleatClientBuilder(
      CompleatProperties properties,
      ObjectProvider<CallObserver> observers,
      ObjectProvider<Transport> transports,
      ObjectProvider<CompleatClientCustomizer> customizers) {
    CompleatClient.Builder builder = CompleatClient.builder();
    properties.configure(builder, observers, transports);
    properties.configure(builder);
    customizers.orderedStream().forEach(each -> each.customize(builder));
    return builder;
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("roster.compleat.key")
  CompleatClient compleatClient(CompleatClient.Builder builder, CompleatProperties properties) {
    try {
      return builder.build();
    } catch (IllegalStateException e) {
      if (properties.tenant() == null) {
        throw new InvalidPropertyException(
            CompleatProperties.PREFIX + ".tenant", "the key needs the tenant that it belongs to");
      }
      throw e;
    }
  }
}
