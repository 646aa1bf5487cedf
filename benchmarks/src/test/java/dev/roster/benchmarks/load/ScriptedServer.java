package dev.roster.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A server that gives the same bytes to each request without a body. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listening;
  private final byte[] response;
  private final int pauseAt;
  private final Duration pause;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();

  private ScriptedServer(String response, int pauseAt, Duration pause) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.response = response.getBytes(StandardCharsets.US_ASCII);
    this.pauseAt = pauseAt;
    this.pause = pause;
    Thread.ofVirtual().start(this::accept);
  }

  static ScriptedServer answering(String response) throws IOException {
    return new ScriptedServer(response, -1, Duration.ZERO);
  }

  /** A server that keeps one request waiting: the one with this number. */
  static ScriptedServer pausingOnce(String response, int request, Duration pause)
      throws IOException {
    return new ScriptedServer(response, request, pause);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    boolean last = new String(response, StandardCharsets.US_ASCII).contains("Connection: close");
    try (socket) {
      socket.setTcpNoDelay(true);
      do {
        readRequest(socket.getInputStream());
        if (requests.incrementAndGet() == pauseAt) {
          pause();
        }
        socket.getOutputStream().write(response);
      } while (!last);
    } catch (IOException gone) {
      // the client has what it wanted
    }
  }

  /** The pause is what the test is about, not a way to wait for something. */
  private void pause() {
    long end = System.nanoTime() + pause.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    int lineEnds = 0;
    while (lineEnds < 2) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the client has left");
      }
      lineEnds = next == '\n' ? lineEnds + 1 : next == '\r' ? lineEnds : 0;
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
