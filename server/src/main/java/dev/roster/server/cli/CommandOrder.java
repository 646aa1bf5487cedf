package dev.roster.server.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The order of the commands of a group; without it, picocli sorts them by their names. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface CommandOrder {
  /** The names of all commands of the group, that which is needed first standing first. */
  String[] value();
}
