package dev.roster.server.db;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeSet;

/**
 * Detects changes in a folder since it was sealed, by the metadata of each file.
 *
 * <p>Every change of content, mode, owner or links sets the change time of the file, which nobody
 * can set back; reading 60 MB at each start to compare digests would take longer than the start.
 */
final class Seal {
  private final Path folder;
  private final Path file;

  /** The seal of a folder is kept beside it. */
  Seal(Path folder) {
    this.folder = folder;
    this.file = folder.resolveSibling(folder.getFileName() + ".seal");
  }

  /**
   * Reports whether the folder is as it was when it was sealed, and all of it belongs to this user.
   */
  boolean isIntact() throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && PrivateFolder.isOwn(file)
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && PrivateFolder.isOwn(folder)
        && Files.readString(file).equals(listing());
  }

  /** Seals the folder as it is now. */
  void set() throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createFile(next, PrivateFolder.readableByOwnerOnly());
    Files.writeString(next, listing());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes the seal first, so that an interruption leaves a folder without one. */
  void breakIt() throws IOException {
    Files.deleteIfExists(file);
  }

  private String listing() throws IOException {
    TreeSet<String> lines = new TreeSet<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes)
              throws IOException {
            lines.add(line(below));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path below, BasicFileAttributes attributes)
              throws IOException {
            lines.add(line(below));
            return FileVisitResult.CONTINUE;
          }
        });
    return String.join("\n", lines);
  }

  private String line(Path below) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(below, "unix:ino,ctime,size,mode,uid", LinkOption.NOFOLLOW_LINKS);
    return folder.relativize(below)
        + " "
        + found.get("ino")
        + " "
        + found.get("ctime")
        + " "
        + found.get("size")
        + " "
        + found.get("mode")
        + " "
        + found.get("uid");
  }
}
