package dev.roster.benchmarks.load;

import dev.roster.benchmarks.load.RequestSource.HttpRequestBytes;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A keep-alive connection with at most one request under way. */
final class Connection implements AutoCloseable {
  private static final int UNAVAILABLE = 503;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ResponseReader reader = new ResponseReader();
  private ByteBuffer out = ByteBuffer.allocateDirect(4096);
  private long intendedStart;
  private int expectedStatus;

  Connection(InetSocketAddress server, Selector selector) throws IOException {
    channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** The time at which the request under way was meant to start. */
  long intendedStart() {
    return intendedStart;
  }

  /** Reports whether the response has the status that was expected. */
  boolean isAsExpected() {
    return reader.status() == expectedStatus;
  }

  /** Reports whether the response is a refusal of a server that has no room for the request. */
  boolean isRefused() {
    return reader.status() == UNAVAILABLE && !isAsExpected();
  }

  /** Reports whether the connection can take a further request. */
  boolean isReusable() {
    return !reader.isClosing();
  }

  /** Sends a request; what the socket does not take follows when it can. */
  void send(HttpRequestBytes request, long intendedStart) throws IOException {
    this.intendedStart = intendedStart;
    this.expectedStatus = request.expectedStatus();
    reader.reset();
    if (out.capacity() < request.bytes().length) {
      out = ByteBuffer.allocateDirect(request.bytes().length);
    }
    out.clear().put(request.bytes()).flip();
    write();
  }

  private void write() throws IOException {
    channel.write(out);
    key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  /** Goes on with what the socket is ready for, and reports whether the response is complete. */
  boolean advance(ByteBuffer buffer) throws IOException {
    if (key.isWritable()) {
      write();
      return false;
    }
    while (true) {
      buffer.clear();
      int read = channel.read(buffer);
      if (read < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (reader.read(buffer.flip())) {
        return true;
      }
      if (read < buffer.capacity()) {
        return false;
      }
    }
  }

  @Override
  public void close() throws IOException {
    key.cancel();
    channel.close();
  }
}
