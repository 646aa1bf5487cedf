package dev.roster.client.spring;

import dev.roster.client.CallObserver;
import dev.roster.client.CoolsetClient;
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
 * Auto-configuration of a {@link CoolsetClient}, which is there if {@code roster.coolset.token} is,
 * and of its builder, for applications that get the token elsewhere:
 *
 * {@snippet file="com/example/StarterExamples.java" region="builder"}
 */
@AutoConfiguration
@EnableConfigurationProperties(CoolsetProperties.class)
public final class CoolsetClientAutoConfiguration {
  CoolsetClientAutoConfiguration() {}

  @Bean
  @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
  @ConditionalOnMissingBean
  CoolsetClient.Builder coolsetClientBuilder(
      CoolsetProperties properties,
      ObjectProvider<CallObserver> observers,
      ObjectProvider<Transport> transports,
      ObjectProvider<CoolsetClientCustomizer> customizers) {
    CoolsetClient.Builder builder = CoolsetClient.builder();
    properties.configure(builder, observers, transports);
    properties.configure(builder);
    customizers.orderedStream().forEach(each -> each.customize(builder));
    return builder;
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("roster.coolset.token")
  CoolsetClient coolsetClient(CoolsetClient.Builder builder) {
    return builder.build();
  }
}
