package dev.roster.server.db;

import dev.roster.server.db.EmbeddedPostgres.FolderUnusableException;
import dev.roster.server.db.EmbeddedPostgres.NoDataException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of an embedded PostgreSQL: belongs to the user of this process, closed to all others,
 * and holds nothing but Roster's data.
 */
record DataFolder(Path path) {
  /** The files that Roster itself writes there, and those of a new file system. */
  static final Set<String> KNOWN =
      Set.of(
          "postgres",
          "postgres.new",
          "password",
          "password.new",
          "roster.lock",
          "binaries",
          "lost+found",
          TemporaryFolder.MARKER);

  /** PostgreSQL writes its path into a file of lines. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /**
   * The folder, which is made if it is missing.
   *
   * @throws FolderUnusableException with a sentence for a person if it cannot be used
   */
  static DataFolder openOrCreate(Path path) {
    if (CONTROL.matcher(path.toString()).find()) {
      throw new FolderUnusableException(
          "The name of a data folder cannot contain control characters; name another one with"
              + " --data-dir.",
          null);
    }
    try {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        PrivateFolder.create(path);
      }
      return checked(path);
    } catch (IOException failure) {
      throw unusable(path, failure);
    }
  }

  /**
   * The folder with the data that is in it; makes nothing.
   *
   * @throws NoDataException if there is none
   * @throws FolderUnusableException with a sentence for a person if it cannot be used
   */
  static DataFolder open(Path path) {
    try {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new NoDataException(path);
      }
      if (Files.isDirectory(path)
          && Files.isExecutable(path)
          && !Files.exists(path.resolve("postgres"))) {
        throw new NoDataException(path);
      }
      return checked(path);
    } catch (IOException failure) {
      throw unusable(path, failure);
    }
  }

  private static DataFolder checked(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new FolderUnusableException(path + " is not a folder.", null);
    }
    Path real = path.toRealPath();
    if (PrivateFolder.owner(real) != PrivateFolder.self()) {
      throw belongsTo(path, real);
    }
    if (!PrivateFolder.isOwn(path) && PrivateFolder.owner(path, LinkOption.NOFOLLOW_LINKS) != 0) {
      throw belongsTo(path, path);
    }
    if (!Files.isReadable(real) || !Files.isWritable(real) || !Files.isExecutable(real)) {
      throw new FolderUnusableException(
          "The data folder "
              + path
              + " cannot be read and written by "
              + System.getProperty("user.name")
              + (Files.getFileStore(real).isReadOnly() ? ": its file system is read-only." : "."),
          null);
    }
    DataFolder folder = new DataFolder(real);
    folder.requireNothingElse(path);
    TemporaryFolder.keep(real);
    PrivateFolder.close(real);
    return folder;
  }

  private static FolderUnusableException belongsTo(Path given, Path owned) throws IOException {
    return new FolderUnusableException(
        "The data folder "
            + given
            + " belongs to "
            + Files.getOwner(owned, LinkOption.NOFOLLOW_LINKS).getName()
            + ", not to "
            + System.getProperty("user.name")
            + "; run roster as its owner or choose another with --data-dir.",
        null);
  }

  private void requireNothingElse(Path given) throws IOException {
    if (Files.exists(postgres())) {
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> !KNOWN.contains(name))
          .min(String::compareTo)
          .ifPresent(name -> {
            throw new FolderUnusableException(
                "The folder "
                    + given
                    + " holds no Roster data but other files, such as "
                    + name
                    + "; choose an empty or a new one with --data-dir.",
                null);
          });
    }
  }

  static FolderUnusableException unusable(Path path, Exception failure) {
    return new FolderUnusableException(
        "PostgreSQL cannot be started in " + path + ": " + reason(failure), failure);
  }

  private static String reason(Exception failure) {
    if (failure instanceof AccessDeniedException denied) {
      return "permission denied for " + denied.getFile() + ".";
    }
    if (failure instanceof FileAlreadyExistsException notAFolder) {
      return notAFolder.getFile() + " is not a folder.";
    }
    if (failure instanceof IOException known) {
      return IoReason.withFile(known) + ".";
    }
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  /** The data of PostgreSQL. */
  Path postgres() {
    return path.resolve("postgres");
  }

  /** The data of PostgreSQL while it is made for the first time. */
  Path unfinished() {
    return path.resolve("postgres.new");
  }

  /** The password of the one role, readable by the owner only. */
  Path password() {
    return path.resolve("password");
  }

  /** A password that the role may not have yet. */
  Path nextPassword() {
    return path.resolve("password.new");
  }

  /** Held by the process that runs PostgreSQL here. */
  Path lock() {
    return path.resolve("roster.lock");
  }

  /** Reports whether other users could read the file. */
  static boolean isOpenToOthers(Path file) {
    try {
      Set<PosixFilePermission> allowed = PosixFilePermissions.fromString("rw-------");
      return !PrivateFolder.isOwn(file)
          || !allowed.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException failure) {
      throw unusable(file, failure);
    }
  }
}
