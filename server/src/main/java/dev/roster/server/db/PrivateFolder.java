package dev.roster.server.db;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Folders and files that belong to the user who runs this process and that no other user can read
 * or change (CWE-379, CWE-732).
 */
final class PrivateFolder {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final int STICKY = 01000;
  private static final int ROOT = 0;
  private static final int DELETE_ATTEMPTS = 100;

  private PrivateFolder() {}

  /** The number of the user who runs this process. */
  static int self() {
    return Math.toIntExact(new UnixSystem().getUid());
  }

  /** Attributes of a folder that only its owner may enter. */
  static FileAttribute<Set<PosixFilePermission>> forOwnerOnly() {
    return PosixFilePermissions.asFileAttribute(OWNER_ONLY);
  }

  /** Attributes of a file that only its owner may read. */
  static FileAttribute<Set<PosixFilePermission>> readableByOwnerOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  /** Makes the folder, and those above it that are missing, for its owner only. */
  static void create(Path folder) throws IOException {
    Files.createDirectories(folder, forOwnerOnly());
  }

  /** Closes an own folder to everybody else. */
  static void close(Path folder) throws IOException {
    if (!Files.getPosixFilePermissions(folder).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
  }

  /**
   * Reports whether the file itself, not the target of a link, belongs to the user of this process.
   */
  static boolean isOwn(Path file) throws IOException {
    return owner(file, LinkOption.NOFOLLOW_LINKS) == self();
  }

  /** The number of the owner. */
  static int owner(Path file, LinkOption... options) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid", options);
  }

  /**
   * Reports whether no other user can put another folder in the place of this one: each folder
   * above it belongs to the user or to root, and others cannot write to it, or cannot rename in it
   * what is not theirs.
   *
   * @param folder without symbolic links
   */
  static boolean isOutOfReach(Path folder) throws IOException {
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      int owner = owner(above);
      if (owner != self() && owner != ROOT || isSharedWithoutSticky(above)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSharedWithoutSticky(Path folder) throws IOException {
    if (((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0) {
      return false;
    }
    PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
    if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      return true;
    }
    // many systems give each user a group of the same name with nobody else in it
    return attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
        && !attributes.group().getName().equals(attributes.owner().getName());
  }

  /** Deletes the folder with everything in it; follows no symbolic link. */
  static void delete(Path folder) throws IOException {
    for (int left = DELETE_ATTEMPTS; Files.exists(folder, LinkOption.NOFOLLOW_LINKS); left--) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (NoSuchFileException | DirectoryNotEmptyException | UncheckedIOException changing) {
        // a program that is stopping still writes or removes files of its own
        if (left == 0) {
          throw new IOException(folder + " cannot be deleted", changing);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }
}
