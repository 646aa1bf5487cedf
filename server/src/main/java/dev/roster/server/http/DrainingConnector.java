package dev.roster.server.http;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts the connections that wait at its port before it closes the port, since the operating
 * system resets those that it still has then, with the requests that they have sent.
 */
final class DrainingConnector extends ServerConnector {
  private static final Logger LOG = LoggerFactory.getLogger(DrainingConnector.class);

  /** Accepted, and not yet among {@link #getConnectedEndPoints()}. */
  private final Set<SelectableChannel> arriving = ConcurrentHashMap.newKeySet();

  /** Held by the thread that accepts. */
  private final Object accepting = new Object();

  /** The acceptor waits here, where it can be woken: one that blocks in accept cannot be. */
  private volatile @Nullable Selector callers;

  private final Runnable opened;
  private volatile boolean closing;

  /**
   * @param opened is run whenever there is another connection
   * @param protocols the outermost first
   */
  DrainingConnector(Server server, Runnable opened, ConnectionFactory... protocols) {
    super(server, protocols);
    this.opened = opened;
    addBean(
        new SelectorManager.AcceptListener() {
          @Override
          public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
            arriving.remove(channel);
          }
        });
  }

  @Override
  public void open(ServerSocketChannel port) throws IOException {
    super.open(port);
    port.configureBlocking(false);
    Selector selector = Selector.open();
    port.register(selector, SelectionKey.OP_ACCEPT);
    callers = selector;
  }

  @Override
  public void accept(int acceptor) throws IOException {
    Selector selector = callers;
    if (closing || selector == null) {
      throw new ClosedChannelException();
    }
    try {
      selector.select(caller -> {});
    } catch (ClosedSelectorException closed) {
      throw new ClosedChannelException();
    }
    synchronized (accepting) {
      if (!closing) {
        acceptOne();
      }
    }
  }

  /** False if nobody waits. */
  private boolean acceptOne() throws IOException {
    SocketChannel peer =
        getTransport() instanceof ServerSocketChannel port && port.isOpen() ? port.accept() : null;
    if (peer == null) {
      return false;
    }
    try {
      arriving.add(peer);
      peer.configureBlocking(false);
      configure(peer.socket());
      getSelectorManager().accept(peer);
    } catch (IOException | RuntimeException failure) {
      arriving.remove(peer);
      IO.close(peer);
      throw failure;
    }
    return true;
  }

  @Override
  protected void onEndPointOpened(EndPoint peer) {
    super.onEndPointOpened(peer);
    if (peer instanceof SocketChannelEndPoint known) {
      arriving.remove(known.getChannel());
    }
    opened.run();
  }

  /** The number of connections that are accepted and not yet known as connected. */
  int arriving() {
    return arriving.size();
  }

  /**
   * Accepts those that wait, and closes the port.
   *
   * @param most the most to accept
   */
  void drain(int most) {
    closing = true;
    stopWaiting();
    synchronized (accepting) {
      try {
        int accepted = 0;
        while (accepted < most && acceptOne()) {
          accepted++;
        }
      } catch (IOException failure) {
        LOG.warn("not all connections that wait can be accepted: {}", failure.toString());
      } finally {
        close();
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    stopWaiting();
    super.close();
  }

  /** While the port is registered with a selector, closing it takes effect only later. */
  private void stopWaiting() {
    IO.close(callers);
  }

  /** An acceptor that finds the port closing has done its work. */
  @Override
  protected boolean handleAcceptFailure(Throwable failure) {
    return !closing && super.handleAcceptFailure(failure);
  }
}
