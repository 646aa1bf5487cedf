package dev.roster.server.configuration;

import java.util.Locale;
import java.util.Optional;

/**
 * A key of the configuration: the name of an option of {@code roster serve} without its dashes.
 *
 * @param secret the value may hold a password, is never shown, and may be in a file of its own
 * @param list the key takes several values
 */
public record Key(String name, boolean secret, boolean list) {
  /** The beginning of the names of all environment variables of Roster. */
  public static final String PREFIX = "ROSTER_";

  /** The environment variable of an option or key. */
  public static String variable(String name) {
    return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The environment variable of the key. */
  public String variable() {
    return variable(name);
  }

  /** The environment variable that names a file with the value; empty unless it is a secret. */
  public Optional<String> variableOfFile() {
    return nameOfFile().map(Key::variable);
  }

  /** The key that names a file with the value; empty unless it is a secret. */
  public Optional<String> nameOfFile() {
    return secret ? Optional.of(name + "-file") : Optional.empty();
  }
}
