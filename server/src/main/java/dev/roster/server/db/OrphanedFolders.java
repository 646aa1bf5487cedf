package dev.roster.server.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Temporary folders that a process of this user left behind when it was killed, with the PostgreSQL
 * that may still run in them. Deletes both.
 */
final class OrphanedFolders {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanedFolders.class);
  private static final Duration OLD = Duration.ofHours(1);

  private OrphanedFolders() {}

  /**
   * Stops and deletes what nobody owns any more; what cannot be deleted is left for another time.
   */
  static void clear(Path temporary) {
    try (Stream<Path> files = Files.list(temporary)) {
      files.toList().forEach(OrphanedFolders::clearOne);
    } catch (IOException unreadable) {
      LOG.debug("{} cannot be listed", temporary, unreadable);
    }
  }

  private static void clearOne(Path folder) {
    try {
      if (!TemporaryFolder.isOne(folder) || !holdsOnlyOurs(folder)) {
        return;
      }
      Path lock = folder.resolve("roster.lock");
      if (TemporaryFolder.isThrowaway(folder)
          && Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
        clearUnlessLocked(folder, lock);
      } else if (isOld(folder)) {
        PrivateFolder.delete(folder);
      }
    } catch (IOException | RuntimeException stubborn) {
      LOG.debug("{} is left behind", folder, stubborn);
    }
  }

  /** Reports whether it holds no foreign file. */
  private static boolean holdsOnlyOurs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .allMatch(name -> DataFolder.KNOWN.contains(name) || name.endsWith(".csv"));
    }
  }

  private static boolean isOld(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(OLD));
  }

  private static void clearUnlessLocked(Path folder, Path lock) throws IOException {
    Optional<FolderLock> taken = FolderLock.take(lock);
    if (taken.isEmpty()) {
      return;
    }
    try (FolderLock ignored = taken.get()) {
      Path data = folder.toRealPath().resolve("postgres");
      Postmaster.of(data).ifPresent(Postmaster::stop);
      PrivateFolder.delete(folder);
    }
  }
}
