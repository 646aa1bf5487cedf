package dev.roster.server.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that this process has started and that ends with it. */
record PostgresServer(ProcessSupervisor supervisor, int port) {
  private static final int ATTEMPTS = 5;
  private static final long SECONDS_TO_START = 60;

  /**
   * Serves the data on a free port and waits until it answers.
   *
   * @param deleteAfterwards a folder that goes with the server
   * @throws IllegalStateException with the reason if it cannot be started; then nothing runs
   */
  static PostgresServer start(DatabaseCluster cluster, @Nullable Path deleteAfterwards)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      ProcessSupervisor supervisor =
          ProcessSupervisor.start(cluster.command(port), deleteAfterwards);
      boolean ready = false;
      try {
        ready = becomesReady(cluster.folder().postgres(), supervisor);
      } finally {
        if (!ready) {
          supervisor.stop();
        }
      }
      if (ready) {
        return new PostgresServer(supervisor, port);
      }
      String reason = supervisor.reason();
      // otherwise another process took the port first
      if (attempt == ATTEMPTS || !reason.contains("TCP/IP")) {
        throw new IllegalStateException(reason);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /** Waits until it answers; false if it has ended. Nobody else can have its port then. */
  private static boolean becomesReady(Path data, ProcessSupervisor supervisor) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (System.nanoTime() < end) {
      if (!supervisor.isAlive()) {
        return false;
      }
      if (Postmaster.of(data)
          .filter(found -> found.isReady() && supervisor.started(found.process()))
          .isPresent()) {
        return true;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new IllegalStateException("it is not ready after " + SECONDS_TO_START + " s.");
  }

  void stop() {
    supervisor.stop();
  }
}
