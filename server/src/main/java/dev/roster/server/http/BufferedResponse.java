package dev.roster.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A response whose body is buffered until it is released. Not safe for use by several threads. */
public class BufferedResponse extends Response.Wrapper {
  private byte @Nullable [] first;
  private @Nullable ByteArrayOutputStream whole;

  public BufferedResponse(Request request, Response response) {
    super(request, response);
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    if (BufferUtil.hasContent(content)) {
      keep(BufferUtil.toArray(content));
      content.position(content.limit());
    }
    callback.succeeded();
  }

  /** Most bodies come in one piece, which needs no second copy. */
  private void keep(byte[] piece) {
    if (whole != null) {
      whole.writeBytes(piece);
    } else if (first == null) {
      first = piece;
    } else {
      ByteArrayOutputStream all = new ByteArrayOutputStream(first.length + piece.length);
      all.writeBytes(first);
      all.writeBytes(piece);
      whole = all;
      first = null;
    }
  }

  @Override
  public void reset() {
    first = null;
    whole = null;
    super.reset();
  }

  /** Everything that was written. */
  public final byte[] body() {
    if (whole != null) {
      first = whole.toByteArray();
      whole = null;
    }
    return first == null ? new byte[0] : first;
  }

  /** Keeps another body instead of what was written. */
  protected final void replace(byte[] body) {
    whole = null;
    first = body;
  }

  /**
   * Sends the body. Where nothing was written, nothing is, or a HEAD would get a length of zero.
   */
  public final void release(Callback callback) {
    byte[] body = body();
    if (body.length == 0) {
      callback.succeeded();
    } else {
      getWrapped().write(true, ByteBuffer.wrap(body), callback);
    }
  }
}
