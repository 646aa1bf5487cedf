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
 * A stored fingerprint of a folder, made of the metadata of each file, that detects any change in
 * it.
 *
 * <p>Every change of content, mode, owner or links sets the change time of the file, which nobody
 * can set back; reading 60 MB at each start to compare digests would take longer than the start.
 */
final class FolderFingerprint {
  private final Path folder;
  private final Path file;

  /** The fingerprint of a folder is kept beside it. */
  FolderFingerprint(Path folder) {
    this.folder = folder;
    this.file = folder.resolveSibling(folder.getFileName() + ".seal");
  }

  /**
   * Reports whether the folder is as it was when the fingerprint was taken, and all of it belongs
   * to this user.
   */
  boolean matches() throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && PrivateFolder.isOwn(file)
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && PrivateFolder.isOwn(folder)
        && Files.readString(file).equals(listing());
  }

  /** Stores the fingerprint of the folder as it is now. */
  void store() throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createFile(next, PrivateFolder.readableByOwnerOnly());
    Files.writeString(next, listing());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes the fingerprint, before the folder is changed: an interruption leaves none. */
  void remove() throws IOException {
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
