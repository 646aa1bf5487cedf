package dev.roster.server.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lock that the owner of a folder holds on a file in it.
 *
 * <p>A process that opens and closes a file gives up every lock that it has on it, so a file that
 * this process has locked must not be opened again. Which ones those are is kept in the system
 * properties, which all class loaders share.
 */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;
  private final String key;

  private FolderLock(FileChannel channel, String key) {
    this.channel = channel;
    this.key = key;
  }

  /** Takes the lock; empty if this process or another one has it. */
  static Optional<FolderLock> take(Path file) throws IOException {
    try {
      Files.createFile(file, PrivateFolder.readableByOwnerOnly());
    } catch (FileAlreadyExistsException earlier) {
      // it stays when its owner has gone
    }
    String key =
        "dev.roster.lock." + Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    if (System.getProperties().putIfAbsent(key, "") != null) {
      return Optional.empty();
    }
    @Nullable FolderLock taken = null;
    try {
      taken = take(file, key);
      return Optional.ofNullable(taken);
    } finally {
      if (taken == null) {
        System.getProperties().remove(key);
      }
    }
  }

  /** Waits until nobody else has the lock, and takes it. */
  static FolderLock await(Path file) throws IOException {
    while (true) {
      Optional<FolderLock> taken = take(file);
      if (taken.isPresent()) {
        return taken.get();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static @Nullable FolderLock take(Path file, String key) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
      return lock == null ? null : new FolderLock(channel, key);
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      System.getProperties().remove(key);
    }
  }
}
