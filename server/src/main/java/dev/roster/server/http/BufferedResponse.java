package dev.roster.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;

/** A response whose body is buffered until it is released. Not safe for use by several threads. */
public class BufferedResponse extends Response.Wrapper {
  private final Deque<byte[]> pieces = new ArrayDeque<>(2);

  public BufferedResponse(Request request, Response response) {
    super(request, response);
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    if (BufferUtil.hasContent(content)) {
      pieces.add(BufferUtil.toArray(content));
      content.position(content.limit());
    }
    callback.succeeded();
  }

  @Override
  public void reset() {
    pieces.clear();
    super.reset();
  }

  /** The number of bytes that were written. */
  final long size() {
    return pieces.stream().mapToLong(piece -> piece.length).sum();
  }

  /** Everything that was written. */
  public final byte[] body() {
    if (pieces.size() > 1) {
      ByteArrayOutputStream all = new ByteArrayOutputStream(Math.toIntExact(size()));
      pieces.forEach(all::writeBytes);
      replace(all.toByteArray());
    }
    return pieces.isEmpty() ? new byte[0] : pieces.element();
  }

  /** Keeps another body instead of what was written. */
  protected final void replace(byte[] body) {
    pieces.clear();
    pieces.add(body);
  }

  /**
   * Sends the body, and forgets each piece once it is sent. Where nothing was written, nothing is,
   * or a HEAD would get a length of zero.
   */
  public final void release(Callback callback) {
    switch (pieces.size()) {
      case 0 -> callback.succeeded();
      case 1 -> send(callback);
      default -> {
        getWrapped().getHeaders().put(HttpHeader.CONTENT_LENGTH, size());
        new Sending(callback).iterate();
      }
    }
  }

  private void send(Callback callback) {
    byte[] piece = pieces.remove();
    getWrapped().write(pieces.isEmpty(), ByteBuffer.wrap(piece), callback);
  }

  /** Sends one piece after the other. */
  private final class Sending extends IteratingNestedCallback {
    Sending(Callback callback) {
      super(callback);
    }

    @Override
    protected Action process() {
      if (pieces.isEmpty()) {
        return Action.SUCCEEDED;
      }
      send(this);
      return Action.SCHEDULED;
    }
  }
}
