package dev.roster.server.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as far as it was read; the reader finds at its end if it is too large or
 * broken.
 */
final class BufferedBody {
  /** The limit of a body; a longer one ends the connection. */
  static final long MOST_DISCARDED = 8 * 1024 * 1024;

  private static final byte[] NOTHING = new byte[0];

  private byte[] bytes = NOTHING;
  private long length;
  private @Nullable Throwable failure;

  /** Reads what is there; false if more is to come. */
  boolean readAvailable(Request request) {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        return false;
      }
      if (Content.Chunk.isFailure(chunk)) {
        fail(chunk.getFailure());
        return true;
      }
      add(chunk.getByteBuffer());
      boolean last = chunk.isLast() || length > MOST_DISCARDED;
      chunk.release();
      if (last) {
        return true;
      }
    }
  }

  private void add(@Nullable ByteBuffer piece) {
    if (piece == null) {
      return;
    }
    int kept = (int) Math.min(length, HttpLimits.MAX_BODY);
    int more = Math.min(piece.remaining(), HttpLimits.MAX_BODY - kept);
    length += piece.remaining();
    if (more > 0) {
      if (kept + more > bytes.length) {
        bytes =
            Arrays.copyOf(bytes, Math.clamp(2L * bytes.length, kept + more, HttpLimits.MAX_BODY));
      }
      piece.get(bytes, kept, more);
    }
  }

  void fail(Throwable cause) {
    failure = cause;
  }

  /** The request with what came. */
  Request of(Request request) {
    int kept = (int) Math.min(length, HttpLimits.MAX_BODY);
    Throwable end = failure;
    if (end == null && length > HttpLimits.MAX_BODY) {
      end = new BadMessageException(HttpStatus.PAYLOAD_TOO_LARGE_413);
    }
    return new WithBody(request, ByteBuffer.wrap(bytes, 0, kept), end);
  }

  private static final class WithBody extends Request.Wrapper {
    private final @Nullable Throwable end;
    private @Nullable ByteBuffer left;

    WithBody(Request request, ByteBuffer content, @Nullable Throwable end) {
      super(request);
      this.left = content.hasRemaining() ? content : null;
      this.end = end;
    }

    @Override
    public Content.Chunk read() {
      ByteBuffer content = left;
      left = null;
      if (content != null) {
        return Content.Chunk.from(content, end == null);
      }
      return end == null ? Content.Chunk.EOF : Content.Chunk.from(end, true);
    }

    @Override
    public void demand(Runnable available) {
      available.run();
    }

    @Override
    public boolean consumeAvailable() {
      left = null;
      return super.consumeAvailable();
    }
  }
}
