package dev.roster.server.sandbox;

import dev.roster.server.failure.UserErrorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A Unix domain socket on which each connection is a lease of the sandbox. A connection is sent the
 * URL of the sandbox in one line once it serves. The sandbox ends with the last connection: the
 * operating system closes those of a process that is killed. Safe for use by many threads.
 */
public final class LeaseSocket implements AutoCloseable {
  private final Path path;
  private final ServerSocketChannel socket;
  private final Duration patience;
  private final Runnable onEnd;
  private final CompletableFuture<URI> announced = new CompletableFuture<>();
  private int leases;
  private boolean used;
  private boolean ended;

  private LeaseSocket(Path path, ServerSocketChannel socket, Duration patience, Runnable onEnd) {
    this.path = path;
    this.socket = socket;
    this.patience = patience;
    this.onEnd = onEnd;
  }

  /**
   * Opens the socket, in place of one that a process left behind when it was killed.
   *
   * @param patience the time that the first connection may take once the sandbox serves
   * @param onEnd is run once, when the last lease has ended
   * @throws UserErrorException if there can be no socket at this path, or another sandbox has it
   */
  public static LeaseSocket open(Path path, Duration patience, Runnable onEnd) {
    try {
      removeLeftover(path);
      ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        socket.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      } catch (IOException | RuntimeException failure) {
        socket.close();
        throw failure;
      }
      LeaseSocket opened = new LeaseSocket(path, socket, patience, onEnd);
      Thread.ofVirtual().name("lease-socket").start(opened::accept);
      return opened;
    } catch (IOException failure) {
      throw new UserErrorException(
          "There can be no socket " + path + ": " + failure.getMessage() + ".", failure);
    }
  }

  private static void removeLeftover(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean isSocket =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther();
    if (!isSocket || isAnswered(path)) {
      throw new UserErrorException(
          "There can be no socket "
              + path
              + ": "
              + (isSocket ? "another sandbox has it." : "a file is there."));
    }
    Files.deleteIfExists(path);
  }

  private static boolean isAnswered(Path path) {
    try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return other.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  /** Sends the URL to all connections, those to come as well. */
  public void announce(URI sandbox) {
    announced.complete(sandbox);
    Thread.ofVirtual().name("lease-patience").start(this::endUnlessUsed);
  }

  private void endUnlessUsed() {
    try {
      Thread.sleep(patience);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (!used) {
        end();
      }
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = socket.accept();
        if (begin()) {
          Thread.ofVirtual().name("lease").start(() -> serve(connection));
        } else {
          connection.close();
        }
      }
    } catch (IOException closed) {
      close();
    }
  }

  private synchronized boolean begin() {
    if (ended) {
      return false;
    }
    used = true;
    leases++;
    return true;
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      byte[] line = (announced.join() + "\n").getBytes(StandardCharsets.UTF_8);
      ByteBuffer out = ByteBuffer.wrap(line);
      while (out.hasRemaining()) {
        connection.write(out);
      }
      ByteBuffer ignored = ByteBuffer.allocate(64);
      while (connection.read(ignored.clear()) >= 0) {
        // what a client sends means nothing; its end does
      }
    } catch (IOException gone) {
      // as good an end as any
    } finally {
      release();
    }
  }

  private synchronized void release() {
    leases--;
    if (leases == 0) {
      end();
    }
  }

  /** The path goes first: who finds it is answered, or has found the socket of another sandbox. */
  private synchronized void end() {
    if (!ended) {
      ended = true;
      try {
        Files.deleteIfExists(path);
        socket.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } finally {
        onEnd.run();
      }
    }
  }

  /** Ends all leases. */
  @Override
  public void close() {
    end();
  }
}
