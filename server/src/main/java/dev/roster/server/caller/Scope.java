package dev.roster.server.caller;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A limit on the use of a token, independent of its holder; each scope includes the ones before it.
 */
public enum Scope {
  /** View. */
  READ,
  /** Create and update: invite people, switch the workspace. */
  WRITE,
  /** Everything. */
  ADMIN;

  /** Reports whether a token with this scope may do what needs the other one. */
  boolean includes(Scope needed) {
    return compareTo(needed) >= 0;
  }

  /** The name in commands and in the database. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scope with this name, in any case. */
  public static Optional<Scope> named(String name) {
    return Stream.of(values()).filter(scope -> scope.name().equalsIgnoreCase(name)).findFirst();
  }
}
