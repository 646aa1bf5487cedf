package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock of a folder between threads of one process. */
class FolderLockTest {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final int ROUNDS = 200;
  private static final int ATTEMPTS = 10;

  @TempDir Path folder;

  @Test
  void threadsTakeTurnsAndNoneLosesItsLockToOneThatIsDone() throws Exception {
    assumeTrue(Files.isReadable(LOCKS));
    Path file = folder.resolve("lock");
    Callable<Integer> taking = () -> lost(file);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> all =
          threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> taking).toList());
      for (Future<Integer> each : all) {
        assertThat(each.get()).isZero();
      }
    }
  }

  /** The number of locks that were taken and of which the system knew nothing. */
  private static int lost(Path file) throws IOException {
    int lost = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (FolderLock ignored = FolderLock.await(file)) {
        lost += isLocked(file) ? 0 : 1;
      }
    }
    return lost;
  }

  /** The list is read in pieces, so it may miss a lock while others come and go. */
  private static boolean isLocked(Path file) throws IOException {
    String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (Files.readString(LOCKS).contains(inode)) {
        return true;
      }
    }
    return false;
  }
}
