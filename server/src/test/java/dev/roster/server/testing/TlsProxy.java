package dev.roster.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Gives a mail server that speaks no TLS its TLS, as stunnel does: STARTTLS, or from the start. */
public final class TlsProxy implements AutoCloseable {
  /** The way in which the connection becomes secure. */
  public enum Way {
    STARTTLS,
    FROM_THE_START
  }

  private final ServerSocket socket;
  private final int behind;
  private final Way way;
  private final AtomicInteger secured = new AtomicInteger();
  private volatile SSLContext identity;

  public TlsProxy(int behind, Way way, SSLContext identity) throws IOException {
    this.behind = behind;
    this.way = way;
    this.identity = identity;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The certificate from now on. */
  public void identity(SSLContext identity) {
    this.identity = identity;
  }

  /** The number of clients that finished a handshake. */
  public int secured() {
    return secured.get();
  }

  private void listen() {
    try {
      while (true) {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      if (way == Way.STARTTLS && !askedForTls(client)) {
        return;
      }
      try (SSLSocket secure = secure(client)) {
        secured.incrementAndGet();
        if (way == Way.STARTTLS) {
          line(server.getInputStream());
        }
        Thread back = Thread.ofVirtual().start(() -> copy(server, secure));
        copy(secure, server);
        back.join();
      }
    } catch (IOException gone) {
      // the client went away, often because it did not trust this server
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private SSLSocket secure(Socket client) throws IOException {
    SSLSocket secure =
        (SSLSocket) identity.getSocketFactory().createSocket(client, "localhost", 0, true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    return secure;
  }

  /** The first words in clear: nothing but STARTTLS leads on. */
  private static boolean askedForTls(Socket client) throws IOException {
    say(client, "220 front");
    for (String line = line(client.getInputStream());
        !line.isEmpty();
        line = line(client.getInputStream())) {
      switch (line.toUpperCase(Locale.ROOT).split(" ")[0]) {
        case "EHLO" -> say(client, "250-front\r\n250 STARTTLS");
        case "STARTTLS" -> {
          say(client, "220 go ahead");
          return true;
        }
        default -> say(client, "530 STARTTLS first");
      }
    }
    return false;
  }

  private static void say(Socket to, String line) throws IOException {
    to.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static void copy(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
      to.close();
    } catch (IOException gone) {
      // one of them hung up; the other copy ends, too
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
