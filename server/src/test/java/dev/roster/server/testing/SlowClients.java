package dev.roster.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that begin something and send no more than a byte of it now and then. None of them is
 * read from, but for a byte where a test asks whether there is one.
 */
public final class SlowClients implements AutoCloseable {
  private final List<SocketChannel> channels = new ArrayList<>();

  /**
   * Opens them all.
   *
   * @param beginning what each sends at once
   */
  public SlowClients(URI server, int count, String beginning) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      // what is not read fills little of the memory of the operating system
      channel.socket().setReceiveBufferSize(4096);
      channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      channel.configureBlocking(false);
      channel.write(bytes(beginning));
      channels.add(channel);
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Each sends a little more; returns how many the server has closed. */
  public int trickle(String more) {
    int closed = 0;
    for (SocketChannel channel : channels) {
      try {
        channel.write(bytes(more));
      } catch (IOException over) {
        closed++;
      }
    }
    return closed;
  }

  /** Reads a byte from each; returns how many the server has answered or closed. */
  public int answered() {
    int answered = 0;
    for (SocketChannel channel : channels) {
      try {
        answered += channel.read(ByteBuffer.allocate(1)) == 0 ? 0 : 1;
      } catch (IOException over) {
        answered++;
      }
    }
    return answered;
  }

  /** Reads until each has the beginnings of so many responses. */
  public void awaitResponses(int count) {
    for (SocketChannel channel : channels) {
      StringBuilder read = new StringBuilder();
      Waiting.until(() -> {
        read.append(available(channel));
        return read.toString().split("HTTP/1\\.1 ", -1).length > count;
      });
    }
  }

  private static String available(SocketChannel channel) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    try {
      channel.read(buffer);
    } catch (IOException over) {
      throw new UncheckedIOException(over);
    }
    return StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }
}
