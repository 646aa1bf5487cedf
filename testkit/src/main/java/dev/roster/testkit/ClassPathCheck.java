package dev.roster.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Checks the versions of the libraries that the server shares with the tests it runs in. Maven
 * gives both one version of each, mostly that of the consumer, and a version that is too old fails
 * deep in the server.
 */
final class ClassPathCheck {
  /** The oldest versions that have what the server calls (Jackson: a constant of 2.18). */
  private static final List<Need> NEEDS =
      List.of(
          new Need("com.fasterxml.jackson.core", "jackson-core", "2.18"),
          new Need("com.fasterxml.jackson.core", "jackson-databind", "2.18"),
          new Need("org.eclipse.jetty", "jetty-server", "12.0"),
          new Need("org.eclipse.jetty", "jetty-util", "12.0"),
          new Need("org.glassfish.jersey.core", "jersey-server", "3.1"),
          new Need("jakarta.ws.rs", "jakarta.ws.rs-api", "3.1"));

  private record Need(String group, String artifact, String oldest) {
    /** The version on the class path; empty if the jar does not tell. */
    Optional<String> found(ClassLoader loader) {
      String file = "META-INF/maven/" + group + "/" + artifact + "/pom.properties";
      try (InputStream in = loader.getResourceAsStream(file)) {
        if (in == null) {
          return Optional.empty();
        }
        Properties properties = new Properties();
        properties.load(in);
        return Optional.ofNullable(properties.getProperty("version"));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  private ClassPathCheck() {}

  /**
   * Refuses a class path on which the server cannot run.
   *
   * @throws IllegalStateException if a library is too old; the message names it
   */
  static void check(ClassLoader loader) {
    String tooOld =
        NEEDS.stream()
            .flatMap(need ->
                need
                    .found(loader)
                    .filter(version -> isOlder(version, need.oldest))
                    .map(version ->
                        need.group + ":" + need.artifact + " " + version + ", needs " + need.oldest)
                    .stream())
            .collect(Collectors.joining("; "));
    if (!tooOld.isEmpty()) {
      throw new IllegalStateException(
          "The Roster server cannot run in this JVM, because the class path has libraries that are"
              + " too old for it: "
              + tooOld
              + " or newer. Raise them for the tests, or run `./roster sandbox` outside"
              + " (docs/verify-your-consumer.md).");
    }
  }

  static boolean isOlder(String version, String oldest) {
    String[] found = version.split("[.-]");
    String[] needed = oldest.split("\\.");
    for (int i = 0; i < needed.length; i++) {
      int difference = number(found, i) - number(needed, i);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static int number(String[] parts, int index) {
    return index < parts.length && parts[index].matches("\\d{1,9}")
        ? Integer.parseInt(parts[index])
        : 0;
  }
}
