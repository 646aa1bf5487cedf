package dev.roster.drills.fault;

import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.cluster.DrillException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A mail server that accepts everything until it is told otherwise, and can be shut and opened. */
public final class MailServer {
  private static final String ID = "message-id:";

  private final int port;
  private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
  private volatile @Nullable ServerSocket listening;
  private volatile boolean refusing;

  private MailServer(int port) {
    this.port = port;
  }

  /** The one that a plan names, which {@link FaultMode#SMTP_AWAY} prepared. */
  public static MailServer of(ClusterPlan plan) {
    String url = plan.option("--smtp-url");
    return new MailServer(Integer.parseInt(url.substring(url.lastIndexOf(':') + 1)));
  }

  /** Knows no recipient from now on. */
  public void refuseRecipients() {
    refusing = true;
  }

  /** The {@code Message-ID} of each mail that was accepted. */
  List<String> received() {
    return List.copyOf(received);
  }

  /** Accepts connections. */
  public void open() {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      listening = socket;
      Thread.ofVirtual().start(() -> accept(socket));
    } catch (IOException failure) {
      throw new DrillException("no mail server at port " + port, failure);
    }
  }

  /** Refuses connections, and ends those that there are, but none in the middle of a mail. */
  public void shut() {
    ServerSocket socket = listening;
    listening = null;
    if (socket != null) {
      close(socket);
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket session = socket.accept();
        Thread.ofVirtual().start(() -> serve(session));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket session) {
    try (session) {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(session.getInputStream(), StandardCharsets.ISO_8859_1));
      say(session, "220 drill.example");
      String verb = verb(lines);
      while (!verb.isEmpty() && !verb.equals("QUIT") && listening != null) {
        if (verb.equals("DATA")) {
          say(session, "354 go on");
          received.add(readMail(lines));
        }
        boolean unknown = refusing && verb.equals("RCPT");
        say(session, unknown ? "550 5.1.1 no such user" : "250 drill.example");
        verb = verb(lines);
      }
      say(session, "421 drill.example");
    } catch (IOException ended) {
      // the server was shut, or the client has left
    }
  }

  private static String verb(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    return line == null
        ? ""
        : line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
  }

  private static String readMail(BufferedReader lines) throws IOException {
    String id = "";
    String line = lines.readLine();
    while (line != null && !line.equals(".")) {
      if (line.toLowerCase(Locale.ROOT).startsWith(ID)) {
        id = line.substring(ID.length()).strip();
      }
      line = lines.readLine();
    }
    return id;
  }

  private static void say(Socket session, String line) throws IOException {
    OutputStream out = session.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // closed in any case
    }
  }
}
