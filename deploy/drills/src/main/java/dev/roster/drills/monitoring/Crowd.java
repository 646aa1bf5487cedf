package dev.roster.drills.monitoring;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.DrillException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Many clients, each with an address of its own, that send one request over and over. */
final class Crowd implements AlertFault {
  private static final int PATIENCE_MILLIS = 20_000;

  /** The last number of an address stays within 1 and 250. */
  private static final int ADDRESSES = 250;

  private final int size;
  private final Duration pause;
  private final URI server;
  private final String token;
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param pause of each client between a response and its next request
   */
  Crowd(int size, Duration pause, URI server, String token) {
    this.size = size;
    this.pause = pause;
    this.server = server;
    this.token = token;
  }

  @Override
  public void make() {
    for (int i = 0; i < size; i++) {
      String address = "127.0." + (1 + i / ADDRESSES) + "." + (1 + i % ADDRESSES);
      // spread over the first pause
      Duration wait = pause.multipliedBy(i).dividedBy(size);
      clients.execute(() -> sendForever(address, wait));
    }
  }

  private void sendForever(String address, Duration wait) {
    try {
      Await.pass(wait);
      while (!clients.isShutdown()) {
        send(address);
        Await.pass(pause);
      }
    } catch (DrillException interrupted) {
      // by close()
    }
  }

  private void send(String address) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.bind(new InetSocketAddress(address, 0));
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
      String request =
          "GET /api/accounts/companies/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
              .formatted(token);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    } catch (IOException refused) {
      // the next one may come through
    }
  }

  @Override
  public void close() {
    clients.shutdownNow();
    clients.close();
  }
}
