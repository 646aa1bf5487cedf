package dev.roster.client.spring;

import dev.roster.client.CoolsetClient;

/**
 * Changes the builder of {@link CoolsetClient} after the properties {@code roster.coolset.*}, for
 * settings that are no property. All beans of this type are called, by their order.
 *
 * {@snippet file="com/example/StarterExamples.java" region="customizer"}
 */
@FunctionalInterface
public interface CoolsetClientCustomizer {
  /** Changes the builder. */
  void customize(CoolsetClient.Builder builder);
}
