package dev.roster.server.db;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A socket whose reads end in time, and are not each given a timer for it: on a virtual thread a
 * timer costs more than the read (docs/adr/0060). A read that takes too long fails as usual, with a
 * {@link SocketTimeoutException}, but the socket is closed. One reads at a time.
 */
final class WatchedSocket extends Socket {
  /**
   * Limits up to this are the JDK's own: they are for rare questions, among them whether a pooled
   * connection still lives.
   */
  private static final int SHORT_MILLIS = 1_000;

  private static final long NOT_READING = 0;

  private final Consumer<WatchedSocket> closed;
  private volatile int limitMillis;
  private volatile long readingSince = NOT_READING;
  private volatile boolean overdue;

  /**
   * @param closed is told of the socket when it closes
   */
  WatchedSocket(Consumer<WatchedSocket> closed) {
    this.closed = closed;
  }

  /**
   * @param now the time as {@link System#nanoTime} tells it
   */
  void closeIfOverdue(long now) {
    long since = readingSince;
    int limit = limitMillis;
    if (limit > 0 && since != NOT_READING && now - since > TimeUnit.MILLISECONDS.toNanos(limit)) {
      overdue = true;
      try {
        close();
      } catch (IOException alreadyBroken) {
        // the read fails in any case
      }
    }
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    boolean watched = millis > SHORT_MILLIS;
    super.setSoTimeout(watched ? 0 : millis);
    limitMillis = watched ? millis : 0;
  }

  @Override
  public int getSoTimeout() throws SocketException {
    int limit = limitMillis;
    return limit > 0 ? limit : super.getSoTimeout();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Input(super.getInputStream());
  }

  @Override
  public void close() throws IOException {
    closed.accept(this);
    super.close();
  }

  private final class Input extends FilterInputStream {
    Input(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      readingSince = System.nanoTime() | 1;
      try {
        return super.read(bytes, offset, length);
      } catch (SocketException failure) {
        throw overdue ? timeout(failure) : failure;
      } finally {
        readingSince = NOT_READING;
      }
    }
  }

  private SocketTimeoutException timeout(SocketException failure) {
    SocketTimeoutException timeout =
        new SocketTimeoutException("no answer within " + limitMillis + " ms");
    timeout.initCause(failure);
    return timeout;
  }
}
