package dev.roster.server.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A folder below the temporary folder of the system that Roster deletes when it is closed, or at a
 * later start if the process is killed before. Only its owner can enter it.
 */
public final class TemporaryFolder implements AutoCloseable {
  /**
   * The file that permits the deletion. A name alone does not: a data folder, an export or a
   * checkout can have any. It sorts before all other files, so it is deleted last.
   */
  static final String MARKER = ".roster-temporary";

  private static final String TEXT =
      "Roster made this folder for a moment and deletes it when nobody uses it any more.\n"
          + "Without this file it is kept.\n";

  private static final Pattern NAME = Pattern.compile("roster-(?:throwaway|demo|state)-[0-9]+");
  private static final String THROWAWAY = "roster-throwaway-";

  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /** Makes a folder for files that are needed for seconds. */
  public static TemporaryFolder create(Purpose purpose) throws IOException {
    Path made = Files.createTempDirectory(system(), purpose.prefix, PrivateFolder.forOwnerOnly());
    mark(made);
    return new TemporaryFolder(made);
  }

  /** The purpose of a folder with a few CSV files. */
  public enum Purpose {
    /** The demo data on its way into the database. */
    DEMO("roster-demo-"),
    /** A state of the sandbox on its way into the database. */
    STATE("roster-state-");

    private final String prefix;

    Purpose(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Makes a folder for a PostgreSQL, which is marked when it is locked and not before. */
  static Path makeThrowaway() throws IOException {
    return Files.createTempDirectory(system(), THROWAWAY, PrivateFolder.forOwnerOnly());
  }

  /** Permits the deletion of a folder that was made here. */
  static void mark(Path folder) throws IOException {
    Path marker = Files.createFile(folder.resolve(MARKER), PrivateFolder.readableByOwnerOnly());
    Files.writeString(marker, TEXT);
  }

  /** Keeps a folder that a person has named: it is theirs from now on. */
  static void keep(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(MARKER));
  }

  /** Reports whether it was made by this class, for the user of this process. */
  static boolean isOne(Path folder) throws IOException {
    Path marker = folder.resolve(MARKER);
    return NAME.matcher(folder.getFileName().toString()).matches()
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && PrivateFolder.isOwn(folder)
        && Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)
        && PrivateFolder.isOwn(marker);
  }

  static boolean isThrowaway(Path folder) {
    return folder.getFileName().toString().startsWith(THROWAWAY);
  }

  /** The temporary folder of the system. */
  static Path system() {
    return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    PrivateFolder.delete(path);
  }
}
