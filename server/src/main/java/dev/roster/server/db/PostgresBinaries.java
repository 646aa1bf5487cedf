package dev.roster.server.db;

import dev.roster.server.db.EmbeddedPostgres.FolderUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs of PostgreSQL, unpacked once per user into a folder that no other user can write to,
 * and unpacked again if anything in it has changed. Safe for use by many threads and processes.
 */
final class PostgresBinaries {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);

  /** Programs of PostgreSQL pass their own path to a shell, in double quotes. */
  private static final Pattern SHELL_SPECIAL = Pattern.compile("[\"$`\\\\\\p{Cntrl}]");

  private static final String UNPACKING = "unpacking-";

  private final Path folder;

  private PostgresBinaries(Path folder) {
    this.folder = folder;
  }

  /**
   * The programs in the user's cache folder, or in the data folder if there is no such folder that
   * others cannot reach.
   *
   * @param environment of this process, for {@code XDG_CACHE_HOME} and {@code HOME}
   */
  static PostgresBinaries forUseBy(Path dataFolder, Map<String, String> environment) {
    return forUseBy(
        dataFolder,
        environment,
        PostgresArchive.forThisMachine()
            .orElseThrow(() ->
                new FolderUnusableException(
                    "There is no embedded PostgreSQL for "
                        + System.getProperty("os.name")
                        + " on "
                        + System.getProperty("os.arch")
                        + "; name a database with --database-url.",
                    null)));
  }

  /** The same from an archive that a test has made. */
  static PostgresBinaries forUseBy(
      Path dataFolder, Map<String, String> environment, PostgresArchive archive) {
    Path own = dataFolder.resolve("binaries");
    List<String> why = new ArrayList<>();
    for (Path base : Stream.concat(cacheFolders(environment).stream(), Stream.of(own)).toList()) {
      try {
        String objection = objection(base, base.equals(own));
        if (objection == null) {
          return new PostgresBinaries(unpacked(base.toRealPath(), archive));
        }
        why.add(objection);
      } catch (IOException unusable) {
        why.add(base + ": " + IoReason.of(unusable));
      }
      LOG.warn("PostgreSQL's programs cannot be kept in a cache folder: {}", why.getLast());
    }
    throw new FolderUnusableException(
        "There is no place for PostgreSQL's programs ("
            + String.join("; ", why)
            + "). Let XDG_CACHE_HOME name a folder that only you can write to.",
        null);
  }

  /** The candidate folders of the programs, best first. */
  private static List<Path> cacheFolders(Map<String, String> environment) {
    List<Path> found = new ArrayList<>();
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
    try {
      // by the specification of XDG a relative path is to be ignored
      if (cache.startsWith("/")) {
        found.add(Path.of(cache, "roster"));
      }
      if (isHome(Path.of(home))) {
        found.add(Path.of(home, ".cache", "roster"));
      }
    } catch (InvalidPathException inAnotherEncoding) {
      LOG.warn("HOME or XDG_CACHE_HOME cannot be read in the locale of this process");
    }
    return found;
  }

  /** Containers run processes with the root folder as their home. */
  private static boolean isHome(Path home) {
    return home.isAbsolute() && home.getNameCount() > 0 && Files.isDirectory(home);
  }

  /** Makes the folder if it is missing; says what is wrong with it, null if nothing is. */
  private static @Nullable String objection(Path base, boolean inDataFolder) throws IOException {
    if (SHELL_SPECIAL.matcher(base.toString()).find()) {
      return base + " has characters in its path that PostgreSQL cannot be run from";
    }
    PrivateFolder.create(base);
    if (!Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)) {
      return base + " is not a folder";
    }
    if (!PrivateFolder.isOwn(base)) {
      return base + " belongs to another user";
    }
    if (!inDataFolder && !PrivateFolder.isOutOfReach(base.toRealPath())) {
      return "other users can replace " + base;
    }
    PrivateFolder.close(base);
    return null;
  }

  private static Path unpacked(Path base, PostgresArchive archive) throws IOException {
    try (FolderLock ignored = FolderLock.await(base.resolve("lock"))) {
      Path folder = base.resolve(archive.id());
      FolderFingerprint fingerprint = new FolderFingerprint(folder);
      if (!fingerprint.matches()) {
        unpack(base, archive, folder, fingerprint);
      }
      return folder;
    }
  }

  private static void unpack(
      Path base, PostgresArchive archive, Path folder, FolderFingerprint fingerprint)
      throws IOException {
    try (Stream<Path> left = Files.list(base)) {
      for (Path each : left.filter(PostgresBinaries::isLeftBehind).toList()) {
        PrivateFolder.delete(each);
      }
    }
    Path next = Files.createTempDirectory(base, UNPACKING, PrivateFolder.forOwnerOnly());
    Path replaced = next.resolveSibling(next.getFileName() + "-replaced");
    try {
      archive.unpackInto(next);
      fingerprint.remove();
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        // a running PostgreSQL loads libraries from it, so they are never missing for long
        Files.move(folder, replaced, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(next, folder, StandardCopyOption.ATOMIC_MOVE);
      fingerprint.store();
    } finally {
      PrivateFolder.delete(next);
      PrivateFolder.delete(replaced);
    }
  }

  private static boolean isLeftBehind(Path file) {
    return file.getFileName().toString().startsWith(UNPACKING);
  }

  /** One of {@code initdb} and {@code postgres}. */
  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /** The major version, such as 17; data of another one cannot be used. */
  String majorVersion() throws IOException {
    Path catalog = folder.resolve("share").resolve("postgresql").resolve("postgres.bki");
    try (Stream<String> lines = Files.lines(catalog)) {
      return lines.findFirst().orElse("").replace("# PostgreSQL ", "").strip();
    }
  }
}
