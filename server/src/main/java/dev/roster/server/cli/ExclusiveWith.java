package dev.roster.server.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An option that is refused together with another one, whether their values are from the command
 * line or from environment variables. An exclusive group of picocli sees the command line only; it
 * is for options without a variable.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface ExclusiveWith {
  /** The name of the other option. */
  String value();

  /** The sentence for the user, with the names of both. */
  String message();
}
