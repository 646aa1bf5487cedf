package dev.roster.drills.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server that keeps what it gets. Safe for use by many threads. */
final class MailSink implements AutoCloseable {
  private static final Pattern SECRET = Pattern.compile("/accept#([A-Za-z0-9_-]{43})");
  private static final Pattern MESSAGE_ID =
      Pattern.compile("^Message-ID:\\s*(\\S+)", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

  /** A mail with a link. */
  record Mail(String to, String secret, String messageId) {}

  private final Queue<Mail> mails = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final int port;
  private volatile ServerSocket listening;

  MailSink() {
    listening = bind(0);
    port = listening.getLocalPort();
    accept(listening);
  }

  int port() {
    return port;
  }

  /** All mails so far to addresses of this domain. */
  List<Mail> mailsTo(String domain) {
    return mails.stream().filter(mail -> mail.to().endsWith("@" + domain)).toList();
  }

  /** Refuses connections from now on. */
  void stop() {
    close();
  }

  /** Accepts connections again. */
  void start() {
    listening = bind(port);
    accept(listening);
  }

  @Override
  public void close() {
    closeQuietly(listening);
    open.forEach(MailSink::closeQuietly);
  }

  private static ServerSocket bind(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void accept(ServerSocket socket) {
    Thread.ofVirtual()
        .start(() -> {
          while (!socket.isClosed()) {
            try {
              Socket client = socket.accept();
              open.add(client);
              Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException closed) {
              return;
            }
          }
        });
  }

  private void talk(Socket client) {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      say(client, "220 sink");
      String to = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String command = line.toUpperCase(Locale.ROOT);
        if (command.startsWith("RCPT TO:")) {
          to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        }
        if (command.startsWith("DATA")) {
          say(client, "354 go on");
          keep(to, data(in));
        }
        say(client, command.startsWith("QUIT") ? "221 bye" : "250 ok");
      }
    } catch (IOException broken) {
      // the relay sends again
    } finally {
      open.remove(client);
    }
  }

  private static String data(BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      // quoted-printable breaks long lines by a =
      text.append(line.endsWith("=") ? line.substring(0, line.length() - 1) : line + "\n");
    }
    return text.toString();
  }

  private void keep(String to, String text) {
    Matcher secret = SECRET.matcher(text);
    Matcher id = MESSAGE_ID.matcher(text);
    if (secret.find() && id.find()) {
      mails.add(new Mail(to, secret.group(1), id.group(1)));
    }
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static void closeQuietly(java.io.Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      // closed in any case
    }
  }
}
