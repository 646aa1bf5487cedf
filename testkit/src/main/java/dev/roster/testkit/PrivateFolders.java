package dev.roster.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Folders that belong to the user of this process and that nobody else can enter (CWE-379): what is
 * run, and what a server says of itself, comes from there.
 */
final class PrivateFolders {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> READABLE_BY_OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** The longest path of a socket, 104 or 108 bytes, less its name. */
  private static final int LONGEST = 75;

  private PrivateFolders() {}

  /**
   * The folder of the sockets, locks and logs of servers. It is on this machine even where the home
   * of the user is on several.
   */
  static Path forServers() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    try {
      String name = "roster-testkit-" + user(temporary);
      Path wanted = temporary.resolve(name);
      boolean isShort = wanted.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
      return open(isShort ? wanted : Path.of("/tmp", name));
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "The folder for the Roster server cannot be made in " + temporary + ": " + failure,
          failure);
    }
  }

  /** The folder of programs that were unpacked: it outlives the machine's temporary folder. */
  static Path forPrograms() {
    Path caches =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .map(Path::of)
            .filter(Path::isAbsolute)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    try {
      if (caches.isAbsolute()) {
        return open(Files.createDirectories(caches, OWNER_ONLY).toRealPath().resolve("roster"));
      }
    } catch (IOException | IllegalStateException unusable) {
      // no home, as in many containers
    }
    return forServers();
  }

  /** A new file that only its owner can read. */
  static Path writeSecret(Path file, String secret) throws IOException {
    Files.createFile(file, READABLE_BY_OWNER_ONLY);
    return Files.writeString(file, secret);
  }

  static Path makeBeside(Path folder) throws IOException {
    return Files.createTempDirectory(folder.getParent(), ".new-", OWNER_ONLY);
  }

  private static Path open(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder, OWNER_ONLY);
    }
    boolean isOwn =
        Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && owner(folder) == user(folder.resolveSibling(""));
    if (!isOwn) {
      throw new IllegalStateException(
          folder + " is not a folder of yours, and what is in it is not used. Remove it.");
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    return folder;
  }

  /** The number of the user of this process, which Java tells by what it makes. */
  private static int user(Path writable) throws IOException {
    Path made = Files.createTempFile(writable, "roster", null, READABLE_BY_OWNER_ONLY);
    try {
      return owner(made);
    } finally {
      Files.delete(made);
    }
  }

  private static int owner(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
