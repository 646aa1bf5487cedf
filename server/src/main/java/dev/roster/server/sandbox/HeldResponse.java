package dev.roster.server.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An answer that is kept back until somebody lets it out. */
final class HeldResponse extends Response.Wrapper {
  private static final int PIECES = 20;

  private ByteArrayOutputStream held = new ByteArrayOutputStream();

  HeldResponse(Request request, Response response) {
    super(request, response);
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    if (content != null) {
      byte[] bytes = new byte[content.remaining()];
      content.get(bytes);
      held.writeBytes(bytes);
    }
    callback.succeeded();
  }

  @Override
  public void reset() {
    held.reset();
    super.reset();
  }

  byte[] body() {
    return held.toByteArray();
  }

  String text() {
    return held.toString(StandardCharsets.UTF_8);
  }

  /** Cuts the body in its middle; what is left is all that HTTP tells of. */
  void truncate() {
    byte[] whole = body();
    held = new ByteArrayOutputStream();
    held.write(whole, 0, whole.length / 2);
    getHeaders().put(HttpHeader.CONTENT_LENGTH, whole.length / 2);
  }

  void release(Callback callback) {
    getWrapped().write(true, ByteBuffer.wrap(body()), callback);
  }

  /** Lets the body out in pieces, the last one after the whole time. */
  void drip(Duration time, Callback callback) {
    byte[] whole = body();
    Thread.ofVirtual()
        .name("sandbox-slow-body")
        .start(() -> {
          try {
            int size = Math.max(1, Math.ceilDiv(whole.length, PIECES));
            int pieces = Math.max(1, Math.ceilDiv(whole.length, size));
            for (int i = 0; i < pieces; i++) {
              Thread.sleep(time.dividedBy(pieces));
              int from = Math.min(i * size, whole.length);
              ByteBuffer piece = ByteBuffer.wrap(whole, from, Math.min(size, whole.length - from));
              Content.Sink.write(getWrapped(), i == pieces - 1, piece);
            }
            callback.succeeded();
          } catch (IOException | InterruptedException gone) {
            callback.failed(gone);
          }
        });
  }
}
