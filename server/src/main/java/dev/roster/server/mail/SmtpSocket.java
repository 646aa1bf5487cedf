package dev.roster.server.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A connection to a mail server that can neither go on talking nor stay silent for ever: what it
 * says and how long it may take are limited. Without a limit, a reply that never ends fills the
 * heap, and one that comes a byte at a time keeps the relay busy.
 */
final class SmtpSocket extends Socket {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int ANSWER_MILLIS = 30_000;
  private static final int CONVERSATION_MILLIS = 180_000;
  private static final long MOST_BYTES = 1 << 20;

  private final LongSupplier nanos;
  private final long end;
  private volatile long deadline;

  /**
   * @param nanos a clock as {@link System#nanoTime}
   * @param end by that clock, of the whole conversation
   */
  private SmtpSocket(LongSupplier nanos, long end) throws SocketException {
    this.nanos = nanos;
    this.end = end;
    this.deadline = end;
    setKeepAlive(true);
  }

  /** Connects to the first address of the server that answers. */
  static SmtpSocket open(SmtpUrl server) throws IOException {
    return open(server, System::nanoTime);
  }

  static SmtpSocket open(SmtpUrl server, LongSupplier nanos) throws IOException {
    long end = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(CONVERSATION_MILLIS);
    IOException failure = new UnknownHostException("no address for " + server.host());
    for (InetAddress address : addresses(server)) {
      SmtpSocket socket = new SmtpSocket(nanos, end);
      try {
        int millis = Math.min(CONNECT_MILLIS, socket.millisLeft());
        socket.connect(new InetSocketAddress(address, server.port()), millis);
        socket.answerInTime();
        return socket;
      } catch (IOException unreachable) {
        socket.close();
        failure = unreachable;
      }
    }
    throw failure;
  }

  /** Each with the name it was looked up by: TLS compares that with the certificate. */
  private static List<InetAddress> addresses(SmtpUrl server) throws IOException {
    InetAddress[] all;
    try {
      all = InetAddress.getAllByName(server.host());
    } catch (UnknownHostException unknown) {
      throw new UnknownHostException("the name " + server.host() + " has no address");
    }
    List<InetAddress> found = new ArrayList<>();
    for (InetAddress each : all) {
      if (!server.near() || each.isLoopbackAddress()) {
        found.add(InetAddress.getByAddress(server.host(), each.getAddress()));
      }
    }
    if (found.isEmpty()) {
      throw new UnknownHostException(
          server.host() + " is " + Arrays.toString(all) + ", which is not this machine");
    }
    return found;
  }

  /** The address of this side as RFC 5321 4.1.3 writes it. */
  String addressLiteral() {
    InetAddress own = getLocalAddress();
    String address = own.getHostAddress();
    int scope = address.indexOf('%');
    String plain = scope < 0 ? address : address.substring(0, scope);
    return own instanceof Inet6Address ? "[IPv6:" + plain + "]" : "[" + plain + "]";
  }

  /** Begins a step: its reply has to be here after the usual time, and before all time is over. */
  void answerInTime() {
    long usual = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MILLIS);
    deadline = usual - end < 0 ? usual : end;
  }

  /** Begins a step whose reply has a time of its own. */
  void answerWithin(int millis) {
    deadline = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Of the step under way, rounded up to a whole millisecond. */
  private int millisLeft() throws SocketTimeoutException {
    long left = deadline - nanos.getAsLong();
    if (left <= 0) {
      throw new SocketTimeoutException("the mail server takes too long");
    }
    return (int) ((left - 1) / 1_000_000L + 1);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Limited(super.getInputStream());
  }

  private final class Limited extends FilterInputStream {
    private long left = MOST_BYTES;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      // each read may block only for what is left, or the last one would double the time
      setSoTimeout(millisLeft());
      int count = super.read(bytes, from, length);
      left -= Math.max(count, 0);
      if (left < 0) {
        throw new IOException("the mail server says more than a mail server should");
      }
      return count;
    }
  }
}
