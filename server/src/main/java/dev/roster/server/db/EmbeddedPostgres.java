package dev.roster.server.db;

import dev.roster.server.failure.UserErrorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL that lives in a folder, started and stopped with the process that owns it.
 *
 * <p>The owner holds a lock on the folder. Another process of the same user that wants the same
 * folder, such as an import beside a running server, connects to the PostgreSQL of the owner
 * instead. Nobody else can: it asks for a password that only the data folder has.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final long SECONDS_TO_JOIN = 30;
  private static final String USER = "postgres";

  private final DatabaseUrl url;
  private final DataFolder folder;
  private final @Nullable Owned owned;
  private final AtomicBoolean closed = new AtomicBoolean();

  private record Owned(PostgresServer server, FolderLock lock, boolean thrownAway) {}

  private EmbeddedPostgres(DatabaseUrl url, DataFolder folder, @Nullable Owned owned) {
    this.url = url;
    this.folder = folder;
    this.owned = owned;
  }

  /**
   * Starts PostgreSQL in the folder, which is made if it is missing.
   *
   * @throws FolderInUseException if another process owns the folder
   */
  public static EmbeddedPostgres start(Path folder) {
    return start(folder, true);
  }

  /** The same, for data that may be lost when the machine crashes. */
  public static EmbeddedPostgres startVolatile(Path folder) {
    return start(folder, false);
  }

  private static EmbeddedPostgres start(Path path, boolean durable) {
    DataFolder folder = DataFolder.openOrCreate(path);
    OrphanedFolders.clear(TemporaryFolder.system());
    return tryStart(folder, durable).orElseThrow(() -> new FolderInUseException(path));
  }

  /** Starts PostgreSQL in a temporary folder, which is deleted when the owner ends in any way. */
  public static EmbeddedPostgres startThrowaway() {
    Path temporary = TemporaryFolder.system();
    OrphanedFolders.clear(temporary);
    try {
      DataFolder folder = new DataFolder(TemporaryFolder.makeThrowaway().toRealPath());
      return start(folder, false, FolderLock.await(folder.lock()), true);
    } catch (IOException failure) {
      throw DataFolder.unusable(temporary, failure);
    }
  }

  /**
   * Starts PostgreSQL in the folder, which is made if it is missing, or connects to the one that
   * another process of this user runs there.
   */
  public static EmbeddedPostgres startOrJoin(Path folder) {
    return startOrJoin(folder, DataFolder.openOrCreate(folder));
  }

  /**
   * The same, for data that is there.
   *
   * @throws NoDataException if there is none
   */
  public static EmbeddedPostgres startOrJoinExisting(Path folder) {
    return startOrJoin(folder, DataFolder.open(folder));
  }

  /** The database of the folder if a process runs it; starts and makes nothing. */
  public static Optional<DatabaseUrl> running(Path folder) {
    try {
      return join(new DataFolder(folder.toRealPath())).map(EmbeddedPostgres::url);
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  private static EmbeddedPostgres startOrJoin(Path path, DataFolder folder) {
    OrphanedFolders.clear(TemporaryFolder.system());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_JOIN);
    do {
      Optional<EmbeddedPostgres> found = tryStart(folder, true).or(() -> join(folder));
      if (found.isPresent()) {
        return found.get();
      }
      // its owner is starting it, or stopping
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    } while (System.nanoTime() < end);
    throw new FolderInUseException(path);
  }

  private static Optional<EmbeddedPostgres> join(DataFolder folder) {
    return Postmaster.of(folder.postgres())
        .filter(Postmaster::isReady)
        .map(running -> new EmbeddedPostgres(urlOf(folder, running.port()), folder, null));
  }

  /** The address of the database, usable by this machine only. */
  public DatabaseUrl url() {
    return url;
  }

  /** The folder with everything that belongs to it. */
  public Path folder() {
    return folder.path();
  }

  /** The file with the password, which this user alone can read. */
  public Path passwordFile() {
    return folder.password();
  }

  /** The options with which psql reaches it, once it knows the password. */
  public String psqlOptions() {
    URI address = URI.create(url.toString());
    return "-h " + address.getHost() + " -p " + address.getPort() + " -U " + USER;
  }

  private static Optional<EmbeddedPostgres> tryStart(DataFolder folder, boolean durable) {
    try {
      Optional<FolderLock> lock = FolderLock.take(folder.lock());
      return lock.isEmpty()
          ? Optional.empty()
          : Optional.of(start(folder, durable, lock.get(), false));
    } catch (IOException failure) {
      throw DataFolder.unusable(folder.path(), failure);
    }
  }

  private static EmbeddedPostgres start(
      DataFolder folder, boolean durable, FolderLock lock, boolean thrownAway) throws IOException {
    boolean started = false;
    try {
      if (thrownAway) {
        TemporaryFolder.mark(folder.path());
      }
      // a PostgreSQL without owner was left behind by a process that was killed
      Postmaster.of(folder.postgres()).ifPresent(Postmaster::stop);
      DatabaseCluster cluster =
          new DatabaseCluster(
              folder, PostgresBinaries.forUseBy(folder.path(), System.getenv()), durable);
      cluster.prepare();
      PostgresServer server = PostgresServer.start(cluster, thrownAway ? folder.path() : null);
      started = true;
      return new EmbeddedPostgres(
          urlOf(folder, server.port()), folder, new Owned(server, lock, thrownAway));
    } catch (IllegalStateException failed) {
      throw DataFolder.unusable(folder.path(), failed);
    } finally {
      // after an Error, too: what was started for a start that failed does not stay
      if (!started) {
        release(folder, lock, thrownAway);
      }
    }
  }

  /** The password goes to a server that proves that it knows it, and to no other. */
  private static DatabaseUrl urlOf(DataFolder folder, int port) {
    try {
      return new DatabaseUrl(
          "jdbc:postgresql://127.0.0.1:"
              + port
              + "/postgres?user="
              + USER
              + "&password="
              + Files.readString(folder.password()).strip()
              + "&requireAuth=scram-sha-256");
    } catch (IOException unreadable) {
      throw DataFolder.unusable(folder.path(), unreadable);
    }
  }

  private static void release(DataFolder folder, FolderLock lock, boolean thrownAway)
      throws IOException {
    try (lock) {
      // without a supervisor, or with one that was killed
      Postmaster.of(folder.postgres()).ifPresent(Postmaster::stop);
      if (thrownAway && Files.exists(folder.path(), LinkOption.NOFOLLOW_LINKS)) {
        PrivateFolder.delete(folder.path());
      }
    }
  }

  @Override
  public void close() {
    if (owned == null || !closed.compareAndSet(false, true)) {
      return;
    }
    try {
      try {
        owned.server().stop();
      } finally {
        release(folder, owned.lock(), owned.thrownAway());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("PostgreSQL did not stop: " + failure.getMessage(), failure);
    }
  }

  /** Another process uses the data folder. */
  public static final class FolderInUseException extends UserErrorException {
    private static final long serialVersionUID = 1L;

    FolderInUseException(Path folder) {
      super(
          "The data folder "
              + folder
              + " is in use by another roster process; name another one with --data-dir.");
    }
  }

  /** There can be no PostgreSQL in the data folder. */
  public static class FolderUnusableException extends UserErrorException {
    private static final long serialVersionUID = 1L;

    FolderUnusableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** A command that works on data was told a folder that has none. */
  public static final class NoDataException extends FolderUnusableException {
    private static final long serialVersionUID = 1L;

    NoDataException(Path folder) {
      super(
          "There is no Roster database in "
              + folder
              + "; name its folder with --data-dir or its URL with --database-url, or make one with"
              + " 'roster serve' or 'roster migrate'.",
          null);
    }
  }
}
