package dev.roster.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy on loopback that forwards and tunnels, for whoever logs in as it wants. */
final class FakeProxy implements AutoCloseable {
  /** The heads of the requests that came, in their order. */
  final List<String> heads = new CopyOnWriteArrayList<>();

  private final String login;
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** Asks for this value of {@code Proxy-Authorization}. */
  FakeProxy(String login) {
    this.login = login;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket caller = socket.accept();
        open.add(caller);
        threads.execute(() -> serve(caller));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      String head = head(caller.getInputStream());
      while (!head.isEmpty()) {
        heads.add(head);
        if (!head.contains("\r\nProxy-Authorization: " + login + "\r\n")) {
          say(caller, "HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"p\"\r\n");
        } else if (head.startsWith("CONNECT ")) {
          tunnel(caller, head.split(" ")[1]);
          return;
        } else {
          forward(caller, head);
          return;
        }
        head = head(caller.getInputStream());
      }
    } catch (IOException broken) {
      // the caller sees it
    }
  }

  private static void say(Socket caller, String head) throws IOException {
    caller
        .getOutputStream()
        .write((head + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  private void tunnel(Socket caller, String authority) throws IOException {
    URI target = URI.create("x://" + authority);
    Socket server = connect(target);
    caller.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    pipe(caller, server);
  }

  private void forward(Socket caller, String head) throws IOException {
    String address = head.split(" ")[1];
    Socket server = connect(URI.create(address));
    String forwarded =
        head.replaceFirst(java.util.regex.Pattern.quote(address), URI.create(address).getRawPath())
            .replaceAll("(?i)\r\nProxy-[^\r]*", "")
            .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
    server.getOutputStream().write(forwarded.getBytes(StandardCharsets.ISO_8859_1));
    pipe(caller, server);
  }

  private Socket connect(URI target) throws IOException {
    Socket server = new Socket(target.getHost(), target.getPort());
    open.add(server);
    return server;
  }

  private void pipe(Socket caller, Socket server) throws IOException {
    InputStream up = caller.getInputStream();
    OutputStream to = server.getOutputStream();
    threads.execute(() -> {
      try {
        up.transferTo(to);
      } catch (IOException closed) {
        // one of both has ended
      }
    });
    server.getInputStream().transferTo(caller.getOutputStream());
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      read.write(next);
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
    threads.shutdownNow();
  }
}
