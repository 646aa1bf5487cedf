package dev.roster.server.logging;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are appended to. It is opened again when another file, or none, has its name,
 * so that programs such as logrotate may move it. Used by one thread at a time.
 */
final class LogFile implements LineOutput.Sink {
  /** The access log has addresses of people. */
  private static final String PERMISSIONS = "rw-r-----";

  private final Path path;
  private final Duration betweenLooks;
  private FileOutputStream stream;
  private @Nullable Object key;
  private long looked;

  /**
   * @param betweenLooks shortest time between two looks at the name of the file
   * @throws IOException if the file cannot be opened
   */
  LogFile(Path path, Duration betweenLooks) throws IOException {
    this.path = path;
    this.betweenLooks = betweenLooks;
    stream = open();
    key = keyOf(path);
    looked = System.nanoTime();
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    long now = System.nanoTime();
    if (now - looked >= betweenLooks.toNanos()) {
      looked = now;
      reopenIfMoved();
    }
    stream.write(bytes);
  }

  /** A file that cannot be opened again, as in a folder that is gone, leaves the old one in use. */
  private void reopenIfMoved() throws IOException {
    if (isMoved()) {
      FileOutputStream old = stream;
      stream = open();
      key = keyOf(path);
      old.close();
    }
  }

  private boolean isMoved() {
    try {
      Object present = keyOf(path);
      return present != null && !present.equals(key);
    } catch (IOException gone) {
      return true;
    }
  }

  private FileOutputStream open() throws IOException {
    createIfMissing();
    return new FileOutputStream(path.toFile(), true);
  }

  private void createIfMissing() throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PERMISSIONS))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(path, attributes);
    } catch (FileAlreadyExistsException present) {
      // its permissions are those that an operator gave it
    }
  }

  /** Identifies a file under any name; null where the system has no such thing. */
  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }
}
