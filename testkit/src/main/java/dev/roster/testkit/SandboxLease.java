package dev.roster.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a sandbox in a process of its own. The sandbox ends with the last connection,
 * which the operating system closes when this JVM ends in any way.
 */
final class SandboxLease implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ATTEMPTS = 5;
  private static final int LINES = 20;

  /** A channel that nobody refers to is closed, though its sandbox may be in use. */
  private static final Set<SandboxLease> OPEN = ConcurrentHashMap.newKeySet();

  private final SocketChannel connection;
  private final URI sandbox;
  private final Path log;

  /** The process if nobody else has a lease. */
  private final @Nullable Process own;

  private SandboxLease(SocketChannel connection, URI sandbox, Path log, @Nullable Process own) {
    this.connection = connection;
    this.sandbox = sandbox;
    this.log = log;
    this.own = own;
    OPEN.add(this);
  }

  /** The sandbox that all JVMs of this user share, which is started if there is none. */
  static synchronized SandboxLease shared(SandboxProgram program) {
    Path folder = PrivateFolders.forServers();
    String name = program.fingerprint();
    Path socket = folder.resolve(name + ".sock");
    Path log = folder.resolve(name + ".log");
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        @Nullable Process started = null;
        Optional<SocketChannel> connection = connect(socket);
        if (connection.isEmpty()) {
          try (FileChannel file = ProgramBundle.open(folder.resolve("start.lock"));
              FileLock lock = file.lock()) {
            // another JVM may have been first
            connection = lock.isValid() ? connect(socket) : Optional.empty();
            if (connection.isEmpty()) {
              started = program.start(arguments(socket), true, log);
              connection = Optional.of(await(socket, started, log));
            }
          }
        }
        SocketChannel open = connection.get();
        Optional<URI> url = url(open);
        if (url.isPresent()) {
          return new SandboxLease(open, url.get(), log, null);
        }
        open.close();
        if (started != null) {
          throw failed(log);
        }
        // the last lease of that sandbox had just ended
      }
      throw failed(log);
    } catch (IOException failure) {
      throw new UncheckedIOException("The Roster server cannot be started: " + failure, failure);
    }
  }

  /**
   * A sandbox that nobody else gets.
   *
   * @param databaseUrl of an existing PostgreSQL; null for one of its own
   */
  static SandboxLease own(SandboxProgram program, @Nullable String databaseUrl) {
    String name = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    Path folder = PrivateFolders.forServers();
    Path log = folder.resolve(name + ".log");
    Path url = folder.resolve(name + ".url");
    Path socket = folder.resolve(name + ".sock");
    List<String> arguments = arguments(socket);
    try {
      if (databaseUrl != null) {
        PrivateFolders.writeSecret(url, databaseUrl);
        arguments = List.of(arguments.get(0), arguments.get(1), "--database-url-file=" + url);
      }
      Process started = program.start(arguments, false, log);
      SocketChannel connection = await(socket, started, log);
      Optional<URI> sandbox = url(connection);
      if (sandbox.isEmpty()) {
        connection.close();
        throw failed(log);
      }
      return new SandboxLease(connection, sandbox.get(), log, started);
    } catch (IOException failure) {
      throw new UncheckedIOException("The Roster server cannot be started: " + failure, failure);
    } finally {
      delete(url);
    }
  }

  private static List<String> arguments(Path socket) {
    return List.of("--port=0", "--lease-socket=" + socket);
  }

  URI sandbox() {
    return sandbox;
  }

  /** The process that was started for this lease alone. */
  Optional<Process> process() {
    return Optional.ofNullable(own);
  }

  private static Optional<SocketChannel> connect(Path socket) {
    try {
      return Optional.of(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    } catch (IOException nobody) {
      return Optional.empty();
    }
  }

  /** Connects as soon as the process listens, which it does before it starts all else. */
  private static SocketChannel await(Path socket, Process started, Path log) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      Optional<SocketChannel> connection = connect(socket);
      if (connection.isPresent()) {
        return connection.get();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    } while (started.isAlive() && System.nanoTime() < end);
    started.destroy();
    throw failed(log);
  }

  /** The line that the sandbox sends once it serves; empty if it ends instead. */
  private static Optional<URI> url(SocketChannel connection) throws IOException {
    ByteBuffer line = ByteBuffer.allocate(1024);
    long end = System.nanoTime() + PATIENCE.toNanos();
    connection.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      connection.register(selector, SelectionKey.OP_READ);
      while (System.nanoTime() < end) {
        selector.select(TimeUnit.SECONDS.toMillis(1));
        if (connection.read(line) < 0) {
          return Optional.empty();
        }
        String read = new String(line.array(), 0, line.position(), StandardCharsets.UTF_8);
        if (read.endsWith("\n")) {
          return Optional.of(URI.create(read.strip()));
        }
      }
    } catch (IOException reset) {
      return Optional.empty();
    }
    throw new IllegalStateException(
        "The Roster server does not serve after " + PATIENCE.toMinutes() + " minutes.");
  }

  private static IllegalStateException failed(Path log) {
    String said;
    try {
      List<String> lines = Files.readAllLines(log);
      said = String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException unreadable) {
      said = "";
    }
    return new IllegalStateException(
        "The Roster server did not start. The end of its log " + log + ":\n" + said);
  }

  /** Ends the lease, and waits for the end of a process that nobody else uses. */
  @Override
  public void close() {
    OPEN.remove(this);
    try {
      connection.close();
      if (own != null && own.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        delete(log);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
