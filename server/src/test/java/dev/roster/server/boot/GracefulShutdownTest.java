package dev.roster.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.ServerProcess;
import dev.roster.server.testing.SlowClients;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The effect of SIGTERM on requests, in a process of its own. */
@Tag("alone")
class GracefulShutdownTest {
  private static final int CLIENTS = 200;
  private static final int WARM = 3;
  private static final String ME = "/api/accounts/users/me/";

  private DatabaseUrl url;
  private ServerProcess server;

  @BeforeEach
  void load() {
    url = TestDatabase.fresh();
    TestServer.on(url, MailConfig.off()).load("two-tenants").close();
  }

  private void start(String... more) throws IOException, InterruptedException {
    server = ServerProcess.start(List.of(), url, List.of(more));
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    server.close();
  }

  /** A client that asks again and again on one connection until it is told to stop. */
  private final class Client implements Runnable {
    private final CountDownLatch warm;
    private final AtomicInteger answered;
    private final AtomicInteger unanswered;

    Client(CountDownLatch warm, AtomicInteger answered, AtomicInteger unanswered) {
      this.warm = warm;
      this.answered = answered;
      this.unanswered = unanswered;
    }

    @Override
    public void run() {
      byte[] request =
          ("GET " + ME + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ann-token\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1);
      int done = 0;
      boolean sent = false;
      try (Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
        socket.setSoTimeout(30_000);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        boolean last = false;
        while (!last) {
          socket.getOutputStream().write(request);
          sent = true;
          last = read(in).contains("connection: close");
          sent = false;
          answered.incrementAndGet();
          if (++done == WARM) {
            warm.countDown();
          }
        }
      } catch (IOException gone) {
        if (sent) {
          unanswered.incrementAndGet();
        }
      } finally {
        // also if it fails, or nobody would come to see that
        warm.countDown();
      }
    }

    /** The head of an answer, once its body is read, too. */
    private String read(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int c = in.read();
        if (c < 0) {
          throw new IOException("no answer");
        }
        head.append((char) c);
      }
      String lower = head.toString().toLowerCase(Locale.ROOT);
      int length = Integer.parseInt(lower.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
      // a busy database is an answer, too
      if (!lower.matches("(?s)http/1.1 (200|503) .*") || in.readNBytes(length).length < length) {
        throw new IOException("a broken answer: " + head);
      }
      return lower;
    }
  }

  @Test
  void noRequestOnAnOpenConnectionIsLost() throws Exception {
    start();
    CountDownLatch warm = new CountDownLatch(CLIENTS);
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger unanswered = new AtomicInteger();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
        Socket idle = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.submit(new Client(warm, answered, unanswered));
      }
      warm.await();

      server.terminate();
      idle.setSoTimeout(30_000);
      assertThat(idle.getInputStream().read()).as("an idle connection is closed").isEqualTo(-1);
    }

    assertThat(server.exitCode()).isZero();
    System.out.printf("%d requests answered, %d not%n", answered.get(), unanswered.get());
    assertThat(unanswered).hasValue(0);
    assertThat(server.log()).contains("Stopping.").doesNotContain("ERROR", "not finished");
  }

  /** A load balancer sees that the server is about to stop; requests are answered until then. */
  @Test
  void aServerServesOnUntilTheDelayIsOver() throws Exception {
    start("--shutdown-delay=1h");
    RawHttp management = new RawHttp(server.managementUri());
    assertThat(management.send("GET", "/readyz", Map.of(), null).status()).isEqualTo(200);

    server.terminate();
    Waiting.until(() -> management.send("GET", "/readyz", Map.of(), null).status() == 503);
    RawResponse answer = server.get("ann-token", ME);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("connection")).contains("close");
    assertThat(management.send("GET", "/livez", Map.of(), null).status()).isEqualTo(200);

    // a second signal ends the delay
    server.terminate();
    assertThat(server.exitCode()).isZero();
  }

  @Test
  void aRequestThatHasBegunIsFinishedAndItsConnectionClosed() throws Exception {
    start();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        Database outside = Database.openForTransfer(url);
        Database watching = Database.openForTransfer(url)) {
      Future<RawResponse> waiting =
          outside.holding(tx -> {
            tx.handle().execute("LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE");
            Future<RawResponse> begun = threads.submit(this::switchWorkspace);
            Waiting.until(() -> isWaiting(watching));
            server.terminate();
            Waiting.until(() -> log().contains("Stopping."));
            // nobody new is let in
            Waiting.until(() -> !canConnect());
            return begun;
          });

      assertThat(waiting.get().status()).isEqualTo(200);
      assertThat(waiting.get().header("connection")).contains("close");
    }
    assertThat(server.exitCode()).isZero();
  }

  @Test
  void whatIsNotFinishedWithinTheGraceIsCutOffAndSaid() throws Exception {
    start("--shutdown-grace=1s");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        Database outside = Database.openForTransfer(url);
        Database watching = Database.openForTransfer(url)) {
      outside.holding(tx -> {
        tx.handle().execute("LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE");
        threads.submit(this::switchWorkspace);
        Waiting.until(() -> isWaiting(watching));
        server.terminate();
        Waiting.until(() -> log().contains("were not finished within 1 s"));
        return true;
      });
    }
    assertThat(server.exitCode()).isEqualTo(1);
  }

  @Test
  void slowClientsDoNotKeepTheServerUp() throws Exception {
    start();
    try (SlowClients heads = new SlowClients(server.baseUri(), 50, "GET / HTTP/1.1\r\nX-Slow: ")) {
      heads.trickle("x");
      long begin = System.nanoTime();
      server.terminate();

      assertThat(server.exitCode()).isZero();
      assertThat(System.nanoTime() - begin).isLessThan(15_000_000_000L);
    }
  }

  private RawResponse switchWorkspace() {
    return new RawHttp(server.baseUri())
        .send(
            "POST",
            "/api/accounts/workspaces/switch/",
            Map.of(
                "Connection",
                "keep-alive",
                "Authorization",
                "Bearer ann-token",
                "Content-Type",
                "application/json"),
            "{\"company_id\":1}".getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isWaiting(Database database) {
    return database.reading(tx ->
        tx.handle()
                .createQuery(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND"
                        + " wait_event_type = 'Lock'")
                .mapTo(Long.class)
                .one()
            > 0);
  }

  private boolean canConnect() {
    try (Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  private String log() {
    try {
      return server.log();
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }
}
