package dev.roster.client.spring;

import dev.roster.client.CompleatClient;

/**
 * Changes the builder of {@link CompleatClient} after the properties {@code roster.compleat.*}, for
 * settings that are no property. All beans of this type are called, by their order.
 *
 * {@snippet file="com/example/StarterExamples.java" region="compleat"}
 */
@FunctionalInterface
public interface CompleatClientCustomizer {
  /** Changes the builder. */
  void customize(CompleatClient.Builder builder);
}
