package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.ServerProcess;
import dev.roster.server.testing.SlowClients;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A thousand connections that take their time, whatever they ask for, hold nobody else up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientsTest {
  private static final int CLIENTS = 1_000;
  private static final int READERS = 100;
  private static final int CALLS = 200;
  private static final int CALLERS = 4;
  private static final String ANN = "Authorization: Bearer ann-token\r\n";
  private static final String JSON = "Host: x\r\nContent-Type: application/json\r\n";

  private ServerProcess server;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    DatabaseUrl url = TestDatabase.fresh();
    TestServer.on(url, MailConfig.off()).load("two-tenants").close();
    server = ServerProcess.start(List.of("-Xmx512m"), url, List.of());
    for (int i = 0; i < CALLS; i++) {
      server.get("ann-token", "/api/accounts/users/me/");
    }
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    server.close();
  }

  private static String announcing(String target, String more) {
    return "POST " + target + " HTTP/1.1\r\n" + JSON + more + "\r\n";
  }

  static Stream<Arguments> beginnings() {
    String length = "Content-Length: 5000\r\n";
    String tenant = "4cd16f1e-2e2d-5c68-bdc8-14c0444569dc";
    return Stream.of(
        arguments("a body to the accept page", announcing("/accept/preview", length) + "{", " "),
        arguments("a body that is announced and never sent", announcing("/accept", length), ""),
        arguments(
            "a body to the Coolset API",
            announcing("/api/accounts/invitations/", ANN + length) + "{",
            " "),
        arguments(
            "a body to the Compleat API",
            announcing("/api/users/" + tenant + "/null", length) + "{",
            " "),
        arguments("a body to nowhere", announcing("/elsewhere", length) + "{", " "),
        arguments(
            "a body in chunks",
            announcing("/api/accounts/workspaces/switch/", ANN + "Transfer-Encoding: chunked\r\n"),
            "1\r\n \r\n"),
        arguments("a form", announcing("/accept", "Content-Length: 900\r\n") + "a=", "b"),
        arguments("a head", "GET /api/accounts/users/me/ HTTP/1.1\r\nX-Slow: ", "x"),
        arguments("a request line", "GET /api/acc", "o"),
        arguments("nothing", "", ""),
        // what fits the buffers of the operating system is no slow reader yet
        arguments(
            "a page that nobody reads", "GET {bundle} HTTP/1.1\r\nHost: x\r\n\r\n".repeat(3), ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("beginnings")
  void otherRequestsAreAnsweredWithinASecond(String what, String beginning, String more)
      throws Exception {
    String page = server.send("GET", "/docs", Map.of(), null).text();
    String bundle = page.replaceAll("(?s).*\"(docs/assets/[^\"]*bundle.js)\".*", "/$1");
    int clients = beginning.contains("{bundle}") ? READERS : CLIENTS;
    try (SlowClients slow =
        new SlowClients(server.baseUri(), clients, beginning.replace("{bundle}", bundle))) {
      slow.trickle(more);
      // behind all that the slow ones have asked for
      server.get("ann-token", "/api/accounts/users/me/");
      List<Double> millis = call(slow, more);

      double p99 = millis.get((int) Math.ceil(0.99 * millis.size()) - 1);
      System.out.printf(
          "%-45s %d connections: p50 %.0f  p99 %.0f  max %.0f ms%n",
          what, clients, millis.get(millis.size() / 2), p99, millis.getLast());
      assertThat(p99).isLessThan(1000);
    }
  }

  private List<Double> call(SlowClients slow, String more) throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<Double>> calls = new ArrayList<>();
      Callable<Double> call =
          () -> {
            long begin = System.nanoTime();
            RawResponse me = server.get("ann-token", "/api/accounts/users/me/");
            assertThat(me.status()).isEqualTo(200);
            return (System.nanoTime() - begin) / (double) TimeUnit.MILLISECONDS.toNanos(1);
          };
      for (int i = 0; i < CALLS; i++) {
        calls.add(callers.submit(call));
      }
      slow.trickle(more);
      List<Double> millis = new ArrayList<>();
      for (Future<Double> each : calls) {
        millis.add(each.get(30, TimeUnit.SECONDS));
      }
      return millis.stream().sorted().toList();
    }
  }
}
