package dev.roster.client.spring;

/** A property that no client can be built with. Its message never repeats the value. */
final class InvalidPropertyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String property;

  InvalidPropertyException(String property, String reason) {
    super("The property " + property + " is invalid: " + reason + ".");
    this.property = property;
  }

  String property() {
    return property;
  }
}
