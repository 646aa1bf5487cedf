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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A thousand connections that take their time, whatever they ask for, hold nobody else up. The
 * bounds leave room for a slow machine: whoever is held up waits for the deadlines of the slow.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("alone")
class SlowClientsTest {
  private static final int CLIENTS = 1_000;
  private static final int READERS = 100;
  private static final int CALLS = 200;
  private static final int CALLERS = 4;

  /** Far below the 15 seconds after which the server gets rid of the slow ones. */
  private static final double LONGEST_MILLIS = 8_000;

  private static final int TIMES = 20;
  private static final Pattern BUNDLE = Pattern.compile("\"(docs/assets/[^\"]*bundle\\.js)\"");
  private static final String READING = "a page that nobody reads";
  private static final String ANN = "Authorization: Bearer ann-token\r\n";
  private static final String JSON = "Host: x\r\nContent-Type: application/json\r\n";

  private ServerProcess server;
  private String bundle;

  /** The 90th percentile of the time of a call on an idle server. */
  private double alone;

  @BeforeAll
  void start() throws Exception {
    DatabaseUrl url = TestDatabase.fresh();
    TestServer.on(url, MailConfig.off()).load("two-tenants").close();
    server =
        ServerProcess.start(List.of("-Xmx512m"), url, List.of("--max-connections=" + 2 * CLIENTS));
    call(() -> {});
    alone = at(0.9, call(() -> {}));
    String page = server.send("GET", "/docs", Map.of(), null).text();
    Matcher script = BUNDLE.matcher(page);
    assertThat(script.find()).as(page).isTrue();
    bundle = "/" + script.group(1);
  }

  @BeforeEach
  void awaitTheEndOfOthers() throws IOException {
    server.awaitIdle();
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
        arguments(READING, "GET {bundle} HTTP/1.1\r\nHost: x\r\n\r\n".repeat(3), "\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("beginnings")
  void otherRequestsAreAnsweredAtOnce(String what, String beginning, String more) throws Exception {
    int clients = what.equals(READING) ? READERS : CLIENTS;
    try (SlowClients slow =
        new SlowClients(server.baseUri(), clients, beginning.replace("{bundle}", bundle))) {
      slow.trickle(more);
      // behind all that the slow ones have asked for
      server.get("ann-token", "/api/accounts/users/me/");
      List<Double> millis = call(() -> slow.trickle(more));

      System.out.printf(
          "%-45s %d connections: p50 %.0f  p90 %.0f  p99 %.0f  max %.0f ms (alone p90 %.0f)%n",
          what,
          clients,
          at(0.5, millis),
          at(0.9, millis),
          at(0.99, millis),
          millis.getLast(),
          alone);
      if (what.equals(READING)) {
        // the oldest are given up, since all of them need more than an eighth of the heap
        assertThat(slow.trickle(more)).isLessThan(clients);
      } else {
        assertThat(slow.trickle(more)).as("slow connections that have ended").isZero();
        assertThat(slow.answered()).as("slow connections that were answered").isZero();
      }
      assertThat(at(0.9, millis)).isLessThan(Math.max(1000, TIMES * alone));
      assertThat(millis.getLast()).isLessThan(LONGEST_MILLIS);
    }
  }

  /** The smallest time that such a share of the calls did not exceed. */
  private static double at(double share, List<Double> sorted) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  private List<Double> call(Runnable meanwhile) throws Exception {
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
      meanwhile.run();
      List<Double> millis = new ArrayList<>();
      for (Future<Double> each : calls) {
        millis.add(each.get(30, TimeUnit.SECONDS));
      }
      return millis.stream().sorted().toList();
    }
  }
}
