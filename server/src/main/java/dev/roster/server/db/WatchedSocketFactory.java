package dev.roster.server.db;

import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/**
 * Makes the sockets of pooled connections to PostgreSQL, for the driver, which is given its name.
 * Their time limits hold while {@link #closeOverdue} is called. Safe for use by many threads.
 */
public final class WatchedSocketFactory extends SocketFactory {
  private static final Set<WatchedSocket> OPEN = ConcurrentHashMap.newKeySet();

  /**
   * Ends the reads of all sockets that have taken longer than their limits.
   *
   * @param now the time as {@link System#nanoTime} tells it
   */
  static void closeOverdue(long now) {
    OPEN.forEach(socket -> socket.closeIfOverdue(now));
  }

  @Override
  public Socket createSocket() {
    WatchedSocket socket = new WatchedSocket(OPEN::remove);
    OPEN.add(socket);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    throw connected();
  }

  private static UnsupportedOperationException connected() {
    return new UnsupportedOperationException("the driver connects its sockets by itself");
  }
}
