package dev.roster.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * Passes one request on to a server and keeps the answer to itself: when it has come whole, a test
 * can do something to the server, and then the client's connection breaks.
 */
public final class ResponseDroppingProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  /**
   * @param heard runs when the server has answered, before the client can know
   */
  public ResponseDroppingProxy(URI server, Runnable heard) throws IOException {
    this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> pass(server, heard));
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** The response that the client never got. */
  public String answer() {
    return answer.join();
  }

  private void pass(URI server, Runnable heard) {
    try (Socket client = socket.accept();
        Socket upstream = new Socket(server.getHost(), server.getPort())) {
      Thread.ofVirtual().start(() -> copy(client, upstream));
      ByteArrayOutputStream swallowed = new ByteArrayOutputStream();
      upstream.getInputStream().transferTo(swallowed);
      heard.run();
      answer.complete(swallowed.toString(StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException failure) {
      answer.completeExceptionally(failure);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException closed) {
      // the exchange is over
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
