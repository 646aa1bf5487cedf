package dev.roster.client;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables with settings of a client. A message names the variable and never its
 * value, which may be a secret in the wrong place.
 */
record Environment(Function<String, @Nullable String> variables) {

  /** Gives a setting the value of a variable that must be there. */
  void required(String name, Consumer<String> setting) {
    String value = variables.apply(name);
    if (value == null) {
      throw new IllegalStateException("the environment variable " + name + " is not set");
    }
    apply(name, value, setting);
  }

  /** Gives a setting the value of a variable if there is one; a blank one is refused. */
  void optional(String name, Consumer<String> setting) {
    String value = variables.apply(name);
    if (value != null) {
      apply(name, value, setting);
    }
  }

  private static void apply(String name, String value, Consumer<String> setting) {
    try {
      setting.accept(value);
    } catch (IllegalArgumentException e) {
      // without the cause, which may repeat the value
      throw new IllegalStateException(
          "the environment variable " + name + " is malformed: " + e.getMessage());
    }
  }
}
