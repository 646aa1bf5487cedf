package dev.roster.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A response whose body is kept instead of sent. Not safe for use by several threads. */
final class Held extends Response.Wrapper {
  private byte @Nullable [] first;
  private @Nullable ByteArrayOutputStream whole;

  Held(Request request, Response response) {
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
  byte[] body() {
    return whole != null ? whole.toByteArray() : first != null ? first : new byte[0];
  }
}
