package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.ServerProcess;
import dev.roster.server.testing.SlowClients;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.transfer.Importer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with a small heap keeps responding under any load of its clients. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("alone")
class MemoryTest {
  private static final int AT_ONCE = 64;
  private static final int REQUESTS = 2 * AT_ONCE;
  private static final int COMPANIES = 1_000;

  /** Lists of them all at once would need several times the heap. */
  private static final int USERS = 20_000;

  /**
   * Fewer than seven eighths of what a heap of 128 MB admits, or some would make room for others.
   */
  private static final int SLOW = 800;

  /** Fewer than three quarters, or idle ones would have to go. */
  private static final int IDLE = 700;

  private static final String LARGE = "{\"email\":\"" + "x".repeat(2_600_000) + "\"}";
  private static final String INVITE = "/api/accounts/invitations/";
  private static final Map<String, String> ANN =
      Map.of("Authorization", "Bearer ann-token", "Content-Type", "application/json");

  private ServerProcess server;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException, InterruptedException {
    DatabaseUrl url = TestDatabase.fresh();
    for (Path file : Files.list(TestServer.resource("two-tenants")).toList()) {
      Files.copy(file, folder.resolve(file.getFileName()));
    }
    StringBuilder companies = new StringBuilder();
    StringBuilder memberships = new StringBuilder();
    for (int i = 0; i < COMPANIES; i++) {
      companies.append(
          "%d,%s,dddddddd-2222-4000-8000-%012d,aaaaaaaa-0000-4000-8000-000000000001%n"
              .formatted(1000 + i, "Company " + "é".repeat(200) + i, i));
      memberships.append("%d,1,%d,1,true%n".formatted(1000 + i, 1000 + i));
    }
    StringBuilder users = new StringBuilder();
    for (int i = 0; i < USERS; i++) {
      users.append(
          "%d,user.number.%d@example.org,Firstname%d,Lastname%d,\\N,eeeeeeee-2222-4000-8000-%012d,ACTIVE,\\N,\\N,\\N,\\N,\\N%n"
              .formatted(1000 + i, i, i, i, i));
      memberships.append("%d,%d,1,4,true%n".formatted(100_000 + i, 1000 + i));
    }
    append(folder.resolve("users.csv"), users);
    append(folder.resolve("companies.csv"), companies);
    append(folder.resolve("memberships.csv"), memberships);
    try (TestServer loader = TestServer.on(url, MailConfig.off())) {
      new Importer(loader.database(), Clock.systemUTC(), (file, rows) -> {})
          .load(new OperatorCaller("test"), folder);
    }
    server = ServerProcess.start(List.of("@src/main/app/java.options"), url, List.of());
  }

  private static void append(Path path, StringBuilder lines) throws IOException {
    Files.writeString(path, Files.readString(path).stripTrailing() + "\n" + lines);
  }

  @BeforeEach
  void awaitTheEndOfOthers() throws IOException {
    server.awaitIdle();
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    server.close();
  }

  private void assertSound() throws IOException {
    assertThat(server.isAlive()).as(server.log()).isTrue();
    assertThat(server.get("ann-token", "/api/accounts/users/me/").status()).isEqualTo(200);
    assertThat(server.log()).doesNotContain("OutOfMemoryError", "ERROR");
  }

  private Map<Integer, Integer> atOnce(String method, String target, byte[] body) throws Exception {
    return atOnce(() -> new RawHttp(server.baseUri()).send(method, target, ANN, body));
  }

  /** Statuses by how many requests got them. */
  private static Map<Integer, Integer> atOnce(Callable<RawResponse> call) throws Exception {
    Map<Integer, Integer> statuses = new HashMap<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<RawResponse>> calls = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        calls.add(callers.submit(call));
      }
      for (Future<RawResponse> each : calls) {
        statuses.merge(each.get(60, TimeUnit.SECONDS).status(), 1, Integer::sum);
      }
    }
    return statuses;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void manyLargeBodiesAtOnceAreTooLarge() throws Exception {
    assertThat(atOnce("POST", INVITE, bytes(LARGE))).containsExactly(Map.entry(413, REQUESTS));
    assertSound();
  }

  @Test
  void manyLargeBodiesInChunksAreTooLarge() throws Exception {
    byte[] request =
        bytes(
            "POST "
                + INVITE
                + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ann-token\r\nContent-Type:"
                + " application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(LARGE.length())
                + "\r\n"
                + LARGE
                + "\r\n0\r\n\r\n");

    assertThat(atOnce(() -> new RawHttp(server.baseUri()).exchange(request, false)))
        .containsExactly(Map.entry(413, REQUESTS));
    assertSound();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[],", "{},", "1,", "\"\",", "1e9,", "[[],{}],", "null,"})
  void bodiesThatBecomeManyObjectsAreRefusedForWhatTheyAre(String item) throws Exception {
    String items = item.repeat((HttpLimits.MAX_BODY - 20) / item.length());
    String body = "{\"a\":[" + items.substring(0, items.length() - 1) + "]}";

    Map<Integer, Integer> statuses = atOnce("POST", INVITE, bytes(body));

    // a machine that needs seconds for all of them refuses some
    assertThat(statuses.keySet()).as(statuses.toString()).isSubsetOf(400, 503);
    assertThat(statuses).containsKey(400);
    assertSound();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/accounts/companies/?limit=1000",
        "/api/accounts/companies/?limit=99999999999999999999&ordering=-name",
        "/api/accounts/workspaces/?limit=1000",
        "/api/accounts/users/?limit=1000",
        "/api/accounts/companies/?offset=99999999999999999999999999999999"
      })
  void manyLargeResponsesAtOnceAreSent(String target) throws Exception {
    Map<Integer, Integer> statuses = atOnce("GET", target, null);

    // a busy database is told as such
    assertThat(statuses.keySet()).as(statuses.toString()).isSubsetOf(200, 503);
    assertThat(statuses.get(200)).isGreaterThan(AT_ONCE);
    assertSound();
  }

  /** The contract has no pages there. */
  @Test
  void manyListsOfAllUsersAtOnceAreGivenOrPutOff() throws Exception {
    String tenant = "aaaaaaaa-0000-4000-8000-000000000001";
    Map<String, String> key =
        Map.of("x-api-compleat-key", "aaaaaaaa-1111-4000-8000-000000000001", "x-api-version", "1");
    Callable<RawResponse> list =
        () ->
            new RawHttp(server.baseUri()).send("GET", "/api/users/" + tenant + "/null", key, null);

    Map<Integer, Integer> statuses = atOnce(list);

    assertThat(statuses.keySet()).as(statuses.toString()).containsExactlyInAnyOrder(200, 503);
    assertThat(list.call().status()).as("what was taken is given back").isEqualTo(200);
    assertThat(server.log()).contains("responses without a bound need more than their");
    assertSound();
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "type__in", "country__in", "type__exclude", "a"})
  void aParameterAsLongAsAHeadMayBeIsRead(String parameter) throws Exception {
    String query = parameter + "=" + "a,".repeat(7_900);

    assertThat(server.send("GET", "/api/accounts/companies/?" + query, ANN, null).status())
        .isEqualTo(200);
    assertThat(
            server
                .send("GET", "/api/accounts/companies/?" + "a&".repeat(7_900), ANN, null)
                .status())
        .isEqualTo(200);
    assertSound();
  }

  @Test
  void headsThatStayUnfinishedTakeLittle() throws Exception {
    String head = "GET / HTTP/1.1\r\n" + "a:b\r\n".repeat(99) + "c: " + "x".repeat(15_800);
    try (SlowClients heads = new SlowClients(server.baseUri(), SLOW, head)) {
      assertThat(heads.trickle("x")).isZero();
      assertSound();
      assertThat(heads.answered()).isZero();
    }
  }

  @Test
  void bodiesThatStayUnfinishedTakeLittle() throws Exception {
    String head =
        "POST /accept HTTP/1.1\r\nHost: x\r\nContent-Length: 16384\r\n" + "a:b\r\n".repeat(90);
    try (SlowClients bodies =
        new SlowClients(server.baseUri(), SLOW, head + "\r\n" + "x".repeat(16_000))) {
      assertThat(bodies.trickle("x")).isZero();
      assertSound();
      assertThat(bodies.answered()).isZero();
    }
  }

  @Test
  void connectionsThatHaveSpokenTakeLittle() throws Exception {
    String request = "GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n\r\n";
    long before = server.liveBytes();
    // what is kept for a connection may be made for its second request
    try (SlowClients idle = new SlowClients(server.baseUri(), IDLE, request.repeat(3))) {
      idle.awaitResponses(3);

      assertThat((server.liveBytes() - before) / IDLE).isLessThan(16_384);
    }
  }

  @Test
  void responsesThatAreNotReadTakeLittleMemory() throws Exception {
    String ask =
        "GET /api/accounts/companies/?limit=1000 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer"
            + " ann-token\r\n\r\n";
    try (SlowClients readers = new SlowClients(server.baseUri(), 60, ask.repeat(5))) {
      readers.trickle("");
      assertSound();
    }
  }
}
