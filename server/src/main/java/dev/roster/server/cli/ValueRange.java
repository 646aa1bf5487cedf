package dev.roster.server.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The smallest and the greatest value of an option that takes a whole number, or a length of time
 * in seconds.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@interface ValueRange {
  long min();

  long max() default Long.MAX_VALUE;
}
