package dev.roster.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;

/**
 * Remembers the request line and since when a head is on its way. Only {@link #headSince} may be
 * asked by any thread.
 */
final class HeadParser extends HttpParser {
  /** No head is on its way. */
  static final long NONE = 0;

  private final RequestLine line = new RequestLine();
  private volatile long headSince = NONE;

  HeadParser(RequestHandler handler, int mostBytes, HttpCompliance compliance) {
    super(handler, mostBytes, compliance);
  }

  @Override
  public boolean parseNext(ByteBuffer buffer) {
    boolean first = isState(State.START);
    if (first && buffer.hasRemaining()) {
      line.clear();
      if (headSince == NONE) {
        headSince = Math.max(1, System.nanoTime());
      }
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

  /** The target of the request that is being read or worked on. */
  RequestLine.Target target() {
    return line.target();
  }

  /** The {@link System#nanoTime} at which a head that is not complete began, or {@link #NONE}. */
  long headSince() {
    return headSince;
  }
}
