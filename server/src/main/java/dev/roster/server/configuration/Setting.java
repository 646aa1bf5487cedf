package dev.roster.server.configuration;

/**
 * The value of a key, and where it was given.
 *
 * @param name the name that the operator used: an option, a key or an environment variable
 * @param place the file and line, or the variable; for {@code roster config}
 */
public record Setting(String key, String value, Layer layer, String name, String place) {
  /** The beginning of a message about the value, which goes on with a colon or a verb. */
  public String subject() {
    return layer == Layer.FILE ? place + ": " + name : name;
  }

  /** Not the value, which may be a secret. */
  @Override
  public String toString() {
    return name + " of " + place;
  }
}
