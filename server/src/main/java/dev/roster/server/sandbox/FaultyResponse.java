package dev.roster.server.sandbox;

import dev.roster.server.http.BufferedResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A buffered response that is released as it is or broken on purpose. */
final class FaultyResponse extends BufferedResponse {
  private static final int PIECES = 20;

  FaultyResponse(Request request, Response response) {
    super(request, response);
  }

  String text() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  /** Cuts the body in its middle; what is left is all that HTTP tells of. */
  void truncate() {
    byte[] whole = body();
    replace(Arrays.copyOf(whole, whole.length / 2));
    getHeaders().put(HttpHeader.CONTENT_LENGTH, whole.length / 2);
  }

  /** Sends the body in pieces, the last one after the whole time. */
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
