package dev.roster.server.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** A request that remembers the beginning of its body while the body is read. */
final class RecordingRequest extends Request.Wrapper {
  private static final int MOST = 64 * 1024;

  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

  RecordingRequest(Request request) {
    super(request);
  }

  @Override
  public Content.Chunk read() {
    Content.Chunk chunk = super.read();
    if (chunk != null && chunk.hasRemaining()) {
      ByteBuffer bytes = chunk.getByteBuffer().slice();
      byte[] copy = new byte[Math.min(bytes.remaining(), MOST - heard.size())];
      bytes.get(copy);
      heard.writeBytes(copy);
    }
    return chunk;
  }

  String text() {
    return heard.toString(StandardCharsets.UTF_8);
  }
}
