package dev.roster.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;

/**
 * Remembers the request line and since when a head is on its way. Only {@link #headSince} and
 * {@link #blankSince} may be asked by any thread.
 */
final class HeadParser extends HttpParser {
  /** No head is on its way. */
  static final long NONE = 0;

  private final RequestLine line = new RequestLine();
  private volatile long headSince = NONE;
  private volatile long blankSince = NONE;

  HeadParser(RequestHandler handler, int mostBytes, HttpCompliance compliance) {
    super(handler, mostBytes, compliance);
  }

  @Override
  public boolean parseNext(ByteBuffer buffer) {
    if (isState(State.START) && buffer.hasRemaining()) {
      begin(buffer);
    }
    if (getState().ordinal() < State.HEADER.ordinal()) {
      line.look(buffer);
    }
    boolean handle = super.parseNext(buffer);
    if (getState().ordinal() > State.HEADER.ordinal()) {
      headSince = NONE;
    }
    return handle;
  }

  /** Empty lines, which some clients send after a body, are no request yet. */
  private void begin(ByteBuffer buffer) {
    line.clear();
    long now = Math.max(1, System.nanoTime());
    if (!isBlank(buffer)) {
      headSince = now;
      blankSince = NONE;
    } else if (blankSince == NONE) {
      blankSince = now;
    }
  }

  private static boolean isBlank(ByteBuffer buffer) {
    for (int i = buffer.position(); i < buffer.limit(); i++) {
      byte b = buffer.get(i);
      if (b != '\r' && b != '\n') {
        return false;
      }
    }
    return true;
  }

  /** The target of the request that is being read or worked on. */
  RequestLine.Target target() {
    return line.target();
  }

  /** The {@link System#nanoTime} at which a head that is not complete began, or {@link #NONE}. */
  long headSince() {
    return headSince;
  }

  /** The {@link System#nanoTime} since which only empty lines have come, or {@link #NONE}. */
  long blankSince() {
    return blankSince;
  }
}
