package dev.roster.testkit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the JDK that runs the server, as the script {@code roster} does. */
final class JavaHome {
  /** The oldest version that runs the server. */
  static final int OLDEST = 25;

  private static final String NAMED = "ROSTER_JAVA_HOME";
  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"(\\d+)", Pattern.MULTILINE);

  private final Map<String, String> environment;
  private final Path home;
  private final List<Path> places;

  /**
   * @param home of the user
   * @param places folders of several JDKs that belong to nobody
   */
  JavaHome(Map<String, String> environment, Path home, List<Path> places) {
    this.environment = environment;
    this.home = home;
    this.places = places;
  }

  static JavaHome ofThisMachine() {
    return new JavaHome(
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/opt"),
            Path.of("/opt/java"),
            Path.of("/Library/Java/JavaVirtualMachines")));
  }

  /**
   * The folder of the JDK.
   *
   * @throws IllegalStateException with a sentence on what to do if there is none
   */
  Path find() {
    String named = environment.get(NAMED);
    if (named != null) {
      return named(named);
    }
    return candidates()
        .filter(each -> version(each).orElse(0) >= OLDEST)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "No JDK "
                    + OLDEST
                    + " or newer found. Tests with Roster may run on Java 17, but the Roster"
                    + " server, which they start in a process of its own, needs one. Install it, or"
                    + " set "
                    + NAMED
                    + " to its folder, or start `./roster sandbox` elsewhere and set"
                    + " ROSTER_SANDBOX_URL to its URL."));
  }

  /** The named JDK; its user wants no other. */
  private static Path named(String folder) {
    OptionalInt version = version(folder);
    if (version.orElse(0) >= OLDEST) {
      return Path.of(folder);
    }
    throw new IllegalStateException(
        NAMED
            + " must name the folder of a JDK "
            + OLDEST
            + " or newer, with bin/java in it; '"
            + folder
            + "' is "
            + (version.isPresent() ? "a JDK " + version.getAsInt() + "." : "none."));
  }

  private Stream<Path> candidates() {
    List<Path> candidates = new ArrayList<>();
    Optional.ofNullable(environment.get("JAVA_HOME"))
        .flatMap(JavaHome::path)
        .ifPresent(candidates::add);
    onPath().ifPresent(candidates::add);
    candidates.add(Path.of(System.getProperty("java.home")));
    List<Path> all = new ArrayList<>(places);
    for (String each : List.of(".sdkman/candidates/java", ".jdks", ".m2/jdks")) {
      all.add(home.resolve(each));
    }
    all.add(home.resolve("Library/Java/JavaVirtualMachines"));
    for (Path place : all) {
      for (Path each : children(place)) {
        candidates.add(each);
        candidates.add(each.resolve("Contents/Home"));
      }
    }
    return candidates.stream();
  }

  private Optional<Path> onPath() {
    return Stream.of(environment.getOrDefault("PATH", "").split(":"))
        .flatMap(each -> path(each).stream())
        .map(each -> each.resolve("java"))
        .filter(Files::isExecutable)
        .findFirst()
        .flatMap(JavaHome::homeOf);
  }

  private static Optional<Path> homeOf(Path java) {
    try {
      return Optional.ofNullable(java.toRealPath().getParent()).map(Path::getParent);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException malformed) {
      return Optional.empty();
    }
  }

  private static List<Path> children(Path folder) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      found.forEach(children::add);
    } catch (IOException noSuchPlace) {
      return List.of();
    }
    children.sort(Comparator.naturalOrder());
    return children;
  }

  private static OptionalInt version(String folder) {
    return path(folder).map(JavaHome::version).orElse(OptionalInt.empty());
  }

  private static OptionalInt version(Path folder) {
    if (!Files.isExecutable(folder.resolve("bin/java"))) {
      return OptionalInt.empty();
    }
    try {
      Matcher version = VERSION.matcher(Files.readString(folder.resolve("release")));
      return version.find()
          ? OptionalInt.of(Integer.parseInt(version.group(1)))
          : OptionalInt.empty();
    } catch (IOException noRelease) {
      return OptionalInt.empty();
    }
  }
}
