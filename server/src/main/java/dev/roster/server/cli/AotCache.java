package dev.roster.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The AOT cache that the script {@code roster} starts Java with. Java refuses one that was made by
 * another Java, for another collector or for other jars, and starts without it.
 */
public final class AotCache {
  /** The property with the path of the cache; unset where none is asked for. */
  private static final String PROPERTY = "roster.aot.cache";

  private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

  private AotCache() {}

  /** One line for a person if this JVM was to use a cache and does not. */
  public static Optional<String> warning() {
    @Nullable String cache = System.getProperty(PROPERTY);
    return cache == null || isMapped(cache)
        ? Optional.empty()
        : Optional.of(
            "Roster starts slowly, since its AOT cache does not fit this Java, its options or the"
                + " program; see docs/performance/start.md.");
  }

  /** Reports whether the JVM has the file in memory; elsewhere than on Linux nobody can tell. */
  private static boolean isMapped(String cache) {
    try (Stream<String> files = Files.lines(MAPPED_FILES)) {
      return files.anyMatch(file -> file.endsWith(cache) || file.endsWith(cache + " (deleted)"));
    } catch (IOException notLinux) {
      return true;
    }
  }
}
