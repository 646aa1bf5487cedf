package dev.roster.drills.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A port that passes bytes on to another one, each piece after a delay. Safe for use by many
 * threads.
 */
public final class Relay implements AutoCloseable {
  private static final int PIECE = 8_192;

  private final ServerSocket listening;
  private final String host;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong delayed = new AtomicLong();
  private volatile Duration delay = Duration.ZERO;

  private Relay(ServerSocket listening, String host, int port) {
    this.listening = listening;
    this.host = host;
    this.port = port;
  }

  /** Listens on a free port of the loopback address. */
  static Relay to(String host, int port) {
    try {
      ServerSocket listening = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
      Relay relay = new Relay(listening, host, port);
      Thread.ofVirtual().start(relay::accept);
      return relay;
    } catch (IOException failure) {
      throw new DrillException("no port is free", failure);
    }
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** Delays each piece of bytes from now on, in both directions. */
  public void delay(Duration each) {
    delay = each;
  }

  /** The number of pieces that were delayed. */
  public long delayed() {
    return delayed.get();
  }

  /**
   * Closes all connections at once, whatever is on its way; new ones can be opened.
   *
   * @return the number of sockets that were closed
   */
  public int cut() {
    List<Socket> cut = List.copyOf(open);
    cut.forEach(Relay::closeQuietly);
    return cut.size();
  }

  @Override
  public void close() {
    closeQuietly(listening);
    open.forEach(Relay::closeQuietly);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(host, port);
      open.add(server);
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> pass(client, server));
      pass(server, client);
    } catch (IOException refused) {
      closeQuietly(client);
      open.remove(client);
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[PIECE];
      for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
        Duration wait = delay;
        if (!wait.isZero()) {
          Await.pass(wait);
          delayed.incrementAndGet();
        }
        out.write(piece, 0, size);
      }
    } catch (SocketException closed) {
      // the other direction ended first
    } catch (IOException broken) {
      // both ends see the connection close
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void closeQuietly(java.io.Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // closed in any case
    }
  }
}
