package dev.roster.testkit;

import java.util.Optional;

/** A setting of the tests, by a system property or an environment variable. */
enum Setting {
  /** The URL of a sandbox that is running. */
  SANDBOX_URL("roster.sandbox.url", "ROSTER_SANDBOX_URL"),
  /** A clone of the repository, or an unpacked tarball. */
  HOME("roster.home", "ROSTER_HOME");

  private final String property;
  private final String variable;

  Setting(String property, String variable) {
    this.property = property;
    this.variable = variable;
  }

  /** The value; the property counts before the variable, and what is blank is not set. */
  Optional<String> value() {
    return Optional.ofNullable(System.getProperty(property))
        .or(() -> Optional.ofNullable(System.getenv(variable)))
        .filter(value -> !value.isBlank());
  }

  /** The name of the one that is set, for messages. */
  String source() {
    return System.getProperty(property) == null ? variable : property;
  }
}
