package dev.roster.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;

/**
 * Remembers the request line and since when a head is on its way, and refuses what is not framed as
 * RFC 9112 says. Only {@link #headSince} and {@link #blankSince} may be asked by any thread.
 */
final class HeadParser extends HttpParser {
  /** No head is on its way. */
  static final long NONE = 0;

  private final RequestLine line = new RequestLine();
  private final FramingValidator validator = new FramingValidator();
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
    boolean handle = isFramed(buffer) ? parse(buffer) : refuse(buffer);
    if (getState().ordinal() > State.HEADER.ordinal()) {
      headSince = NONE;
    }
    return handle;
  }

  /** Reports whether what is there of a head, or of a body in chunks, is framed as it must be. */
  private boolean isFramed(ByteBuffer buffer) {
    boolean inHead = getState().ordinal() <= State.HEADER.ordinal();
    boolean inChunks = isChunking() && getState().ordinal() < State.END.ordinal();
    return !inHead && !inChunks || validator.accepts(buffer);
  }

  private boolean parse(ByteBuffer buffer) {
    int before = buffer.remaining();
    boolean handle = super.parseNext(buffer);
    validator.parsed(before - buffer.remaining());
    if (isChunking()) {
      validator.beginChunks();
    }
    return handle;
  }

  /** As Jetty does it with what it refuses itself. */
  private boolean refuse(ByteBuffer buffer) {
    buffer.position(buffer.limit());
    badMessage(new BadMessageException("Malformed line or chunk"));
    return false;
  }

  /** Empty lines, which some clients send after a body, are no request yet. */
  private void begin(ByteBuffer buffer) {
    line.clear();
    validator.clear();
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

  String method() {
    return line.method();
  }

  /** Reports whether the request line is one, beyond what Jetty asks. */
  boolean hasRequestLine() {
    return line.keepsToTheGrammar();
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
