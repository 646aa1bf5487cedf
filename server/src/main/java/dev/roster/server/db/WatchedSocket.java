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
 * A socket whose reads end in time, that of the {@link Deadline} if it is the earlier one, and are
 * not each given a timer for it: on a virtual thread a timer costs more than the read
 * (docs/adr/0060). A read that takes too long fails as usual, with a {@link
 * SocketTimeoutException}, but the socket is closed. One reads at a time.
 */
final class WatchedSocket extends Socket {
  /**
   * Limits up to this are the JDK's own: they are for rare questions, among them whether a pooled
   * connection still lives.
   */
  private static final int SHORT_MILLIS = 1_000;

  private static final long NOT_READING = 0;

  /** In nanoseconds, so that a time that is so far away can still be compared. */
  private static final long FOR_EVER = Long.MAX_VALUE / 2;

  private final Consumer<WatchedSocket> closed;
  private volatile int limitMillis;
  private volatile long readingUntil = NOT_READING;
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
    long until = readingUntil;
    if (until != NOT_READING && now - until > 0) {
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
      long since = System.nanoTime();
      long until = end(since);
      readingUntil = until;
      try {
        return super.read(bytes, offset, length);
      } catch (SocketException failure) {
        throw overdue ? timeout(until - since, failure) : failure;
      } finally {
        readingUntil = NOT_READING;
      }
    }

    /** When a read that begins now is overdue. */
    private long end(long now) {
      int limit = limitMillis;
      long patience = limit > 0 ? TimeUnit.MILLISECONDS.toNanos(limit) : FOR_EVER;
      return Deadline.atMost(now + patience) | 1;
    }
  }

  private static SocketTimeoutException timeout(long nanos, SocketException failure) {
    long millis = Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos));
    SocketTimeoutException timeout =
        new SocketTimeoutException("no answer within " + millis + " ms");
    timeout.initCause(failure);
    return timeout;
  }
}
