package dev.roster.server.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL that lives in a folder, started and stopped with the process that owns it.
 *
 * <p>The owner holds a lock on the folder. Another process that wants the same folder, such as an
 * import beside a running server, connects to the PostgreSQL of the owner instead.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private final DatabaseUrl url;
  private final @Nullable Owned owned;
  private final AtomicBoolean closed = new AtomicBoolean();

  private record Owned(
      io.zonky.test.db.postgres.embedded.EmbeddedPostgres server,
      FileChannel channel,
      FileLock lock) {}

  private EmbeddedPostgres(DatabaseUrl url, @Nullable Owned owned) {
    this.url = url;
    this.owned = owned;
  }

  /**
   * Starts PostgreSQL in the folder, which is made if it is missing.
   *
   * @throws FolderInUse if another process owns the folder
   */
  public static EmbeddedPostgres start(Path folder) {
    return tryStart(folder, "on").orElseThrow(() -> new FolderInUse(folder));
  }

  /** The same, for data that may be lost when the machine crashes. */
  public static EmbeddedPostgres startVolatile(Path folder) {
    return tryStart(folder, "off").orElseThrow(() -> new FolderInUse(folder));
  }

  /** Starts PostgreSQL in the folder, or connects to the one that another process runs there. */
  public static EmbeddedPostgres startOrJoin(Path folder) {
    return tryStart(folder, "on")
        .orElseGet(() ->
            running(folder)
                .map(running -> new EmbeddedPostgres(urlOf(running.port()), null))
                .orElseThrow(() -> new FolderInUse(folder)));
  }

  /** The address of the database, usable by this machine only. */
  public DatabaseUrl url() {
    return url;
  }

  private static Optional<EmbeddedPostgres> tryStart(Path folder, String durable) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("roster.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return Optional.of(start(folder, durable, channel, lock));
        }
      } catch (OverlappingFileLockException ownedByThisProcess) {
        // the same as a lock of another process
      } catch (IOException | RuntimeException failure) {
        channel.close();
        throw failure;
      }
      channel.close();
      return Optional.empty();
    } catch (FileAlreadyExistsException notAFolder) {
      throw new FolderUnusable(folder + " is not a folder.", notAFolder);
    } catch (IOException | IllegalStateException failure) {
      throw new FolderUnusable(
          "PostgreSQL cannot be started in " + folder + ": " + failure.getMessage(), failure);
    }
  }

  private static EmbeddedPostgres start(
      Path folder, String durable, FileChannel channel, FileLock lock) throws IOException {
    // a PostgreSQL without owner was left behind by a process that was killed
    running(folder).ifPresent(EmbeddedPostgres::stop);
    var server =
        io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(binaries().toFile())
            .setDataDirectory(folder.resolve("postgres"))
            .setCleanDataDirectory(false)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setRegisterShutdownHook(false)
            .setLocaleConfig("locale", "C.UTF-8")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("max_connections", "100")
            // the library is made for tests and turns both off
            .setServerConfig("fsync", durable)
            .setServerConfig("synchronous_commit", durable)
            .start();
    return new EmbeddedPostgres(urlOf(server.getPort()), new Owned(server, channel, lock));
  }

  /** Unpacked once per user, so that nobody depends on files of somebody else. */
  private static Path binaries() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "roster-postgres-" + System.getProperty("user.name"));
  }

  private record Running(ProcessHandle process, int port) {}

  /** Reads {@code postmaster.pid}: the first line is the process, the fourth the port. */
  private static Optional<Running> running(Path folder) {
    Path data = folder.resolve("postgres");
    Path file = data.resolve("postmaster.pid");
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() < 4) {
        return Optional.empty();
      }
      return ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
          .filter(process -> servesFrom(process, data))
          .map(process -> new Running(process, Integer.parseInt(lines.get(3).trim())));
    } catch (IOException | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  /** After a crash the number may belong to any process, also to another PostgreSQL. */
  private static boolean servesFrom(ProcessHandle process, Path data) {
    String absolute = data.toAbsolutePath().toString();
    return process.info().command().orElse("").contains("postgres")
        && process.info().arguments().map(List::of).orElse(List.of(absolute)).contains(absolute);
  }

  private static void stop(Running orphan) {
    orphan.process().destroy();
    try {
      orphan.process().onExit().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException stubborn) {
      throw new IllegalStateException("a PostgreSQL left behind does not stop", stubborn);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private static DatabaseUrl urlOf(int port) {
    return new DatabaseUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
  }

  @Override
  public void close() {
    if (owned == null || !closed.compareAndSet(false, true)) {
      return;
    }
    try {
      owned.server().close();
      owned.lock().release();
      owned.channel().close();
    } catch (IOException failure) {
      throw new UncheckedIOException("PostgreSQL did not stop: " + failure.getMessage(), failure);
    }
  }

  /** Another process uses the data folder. */
  public static final class FolderInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FolderInUse(Path folder) {
      super("The data folder " + folder + " is in use by another roster process.");
    }
  }

  /** There can be no PostgreSQL in the data folder. */
  public static final class FolderUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FolderUnusable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
