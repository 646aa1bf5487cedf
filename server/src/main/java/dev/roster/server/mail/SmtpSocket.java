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

  private volatile long deadline;

  private SmtpSocket() throws SocketException {
    setKeepAlive(true);
    answerWithin(CONVERSATION_MILLIS);
    setSoTimeout(ANSWER_MILLIS);
  }

  /** Connects to the first address of the server that answers. */
  static SmtpSocket open(SmtpUrl server) throws IOException {
    IOException failure = new UnknownHostException("no address for " + server.host());
    for (InetAddress address : addresses(server)) {
      SmtpSocket socket = new SmtpSocket();
      try {
        socket.connect(new InetSocketAddress(address, server.port()), CONNECT_MILLIS);
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

  /** From now on, everything has to be over after so long. */
  void answerWithin(int millis) {
    deadline = System.nanoTime() + millis * 1_000_000L;
    try {
      setSoTimeout(millis);
    } catch (SocketException closed) {
      // whoever reads next is told
    }
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
      if (System.nanoTime() > deadline) {
        throw new SocketTimeoutException("the mail server takes too long");
      }
      int count = super.read(bytes, from, length);
      left -= Math.max(count, 0);
      if (left < 0) {
        throw new IOException("the mail server says more than a mail server should");
      }
      return count;
    }
  }
}
