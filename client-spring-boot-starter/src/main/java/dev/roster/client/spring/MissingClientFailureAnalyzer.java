package dev.roster.client.spring;

import dev.roster.client.CompleatClient;
import dev.roster.client.CoolsetClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Reports, when a client is missing at the start of an application, the property to set. */
// before that of Spring Boot, which knows the type only
@Order(-1)
final class MissingClientFailureAnalyzer
    extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {
  private static final Map<Class<?>, String> CREDENTIALS =
      Map.of(
          CoolsetClient.class,
          CoolsetProperties.PREFIX + ".token",
          CompleatClient.class,
          CompleatProperties.PREFIX + ".key");

  private final Environment environment;

  MissingClientFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable root, NoSuchBeanDefinitionException failure) {
    Class<?> type = failure.getBeanType();
    if (type == null) {
      return null;
    }
    String property = CREDENTIALS.get(type);
    if (property == null || environment.containsProperty(property)) {
      return null;
    }
    return new FailureAnalysis(
        "There is no bean of type " + type.getName() + ": " + property + " is not set.",
        "Set " + property + ", or define such a bean with the builder, which is one.",
        failure);
  }
}
