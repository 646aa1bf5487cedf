package dev.roster.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
  private static final UUID ANY = UUID.fromString("8d4bb975-eade-42fd-a064-bf448e493c1e");

  @AutoClose private final FakeServer server = new FakeServer();

  private final List<Duration> waits = new ArrayList<>();
  private final CoolsetClient.Builder builder =
      CoolsetClient.builder().baseUri(server.uri()).token("t").sleeper(waits::add);

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  @Tag("promise:server-error")
  void aGetIsRepeatedUntilItSucceeds(int status) {
    server.answers(status, "").answers(status, "").answers(200, "{\"id\": 5}");

    assertThat(builder.build().users().me().id()).isEqualTo(5);

    assertThat(server.requests).hasSize(3);
    assertThat(waits).hasSize(2);
    assertThat(waits.get(0)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(waits.get(1)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
  }

  @ParameterizedTest
  @MethodSource("reads")
  @Tag("promise:compleat-server-error")
  void everyOperationThatOnlyReadsIsRepeated(BiConsumer<CoolsetClient, CompleatClient> read) {
    server.answers(503, "").answers(503, "");
    CompleatClient compleat =
        CompleatClient.builder()
            .baseUri(server.uri())
            .tenant(ANY)
            .key("k")
            .retries(1)
            .sleeper(waits::add)
            .build();

    assertThatThrownBy(() -> read.accept(builder.retries(1).build(), compleat))
        .isInstanceOf(ServerFailureException.class);
    assertThat(server.requests).hasSize(2);
  }

  @SuppressWarnings("deprecation")
  static Stream<BiConsumer<CoolsetClient, CompleatClient>> reads() {
    return Stream.of(
        (coolset, compleat) -> coolset.companies().stream().count(),
        (coolset, compleat) -> coolset.countries().all(),
        (coolset, compleat) -> coolset.countries().byCode("NL"),
        (coolset, compleat) -> coolset.invitations().byId(ANY),
        (coolset, compleat) -> coolset.users().stream().count(),
        (coolset, compleat) -> coolset.users().me(),
        (coolset, compleat) -> coolset.users().profile(),
        (coolset, compleat) -> coolset.workspaces().stream().count(),
        (coolset, compleat) -> compleat.users(),
        (coolset, compleat) -> compleat.usersWithAccessTo(ANY),
        (coolset, compleat) -> compleat.user(ANY));
  }

  @Test
  void afterTheLastRetryTheFailureIsThrown() {
    server.answers(503, "").answers(503, "").answers(503, "{\"detail\": \"third\"}");

    assertThatThrownBy(() -> builder.build().users().me())
        .isInstanceOf(ServerFailureException.class)
        .hasMessageContaining("third");
    assertThat(server.requests).hasSize(3);
  }

  @Test
  void retriesCanBeTurnedOff() {
    server.answers(503, "");

    assertThatThrownBy(() -> builder.retries(0).build().users().me())
        .isInstanceOf(ServerFailureException.class);
    assertThat(server.requests).hasSize(1);
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 500, 501})
  void otherStatusesAreNotRepeated(int status) {
    server.answers(status, "");

    assertThatThrownBy(() -> builder.build().users().me()).isInstanceOf(RosterApiException.class);
    assertThat(server.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void anInvitationIsRepeatedUnderOneKey(int status) {
    server.answers(status, "").answers(201, "{\"auth_group\": 3}");

    assertThat(builder.build().invitations().invite("ada@example.org", 3).authGroup()).isEqualTo(3);

    assertThat(keys()).hasSize(2).allMatch(key -> key.matches("[0-9a-f-]{36}"));
    assertThat(new TreeSet<>(keys())).hasSize(1);
    assertThat(server.requests.get(1).body()).isEqualTo(server.requests.get(0).body());
    assertThat(waits).hasSize(1);
  }

  @Test
  void aRequestWhoseResponseIsLostIsRepeatedUnderOneKey() {
    server.plays(exchange -> {
      throw new IOException("broken on purpose");
    });
    server.answers(200, "{\"message\": \"done\"}");

    assertThat(builder.build().workspaces().switchTo(7).message()).isEqualTo("done");

    assertThat(keys()).hasSize(2);
    assertThat(new TreeSet<>(keys())).hasSize(1);
    assertThat(waits).hasSize(1);
  }

  @Test
  void everyCallHasAKeyOfItsOwn() {
    server
        .answers(201, "{\"auth_group\": 3}")
        .answers(201, "{\"auth_group\": 3}")
        .answers(200, "{\"message\": \"done\"}");
    CoolsetClient client = builder.build();

    client.invitations().invite("ada@example.org", 3);
    client.invitations().invite("ada@example.org", 3);
    client.workspaces().switchTo(7);

    assertThat(new TreeSet<>(keys())).hasSize(3);
  }

  @Test
  void aKeyOfTheCallersIsSentAsItIs() {
    server.answers(201, "{\"auth_group\": 3}").answers(200, "{\"message\": \"done\"}");
    CoolsetClient client = builder.build();

    client.invitations().invite("ada@example.org", 3, "order/17~!");
    client.workspaces().switchTo(7, "k".repeat(255));

    assertThat(keys()).containsExactly("order/17~!", "k".repeat(255));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "\"quoted\"", "é", "line\nbreak"})
  void aKeyThatNoHeaderCarriesIsRefusedBeforeAnythingIsSent(String key) {
    CoolsetClient client = builder.build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.invitations().invite("ada@example.org", 3, key));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.workspaces().switchTo(7, "k".repeat(256)));
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aKeyThatStandsForAnotherRequestIsAConflict() {
    server.answers(409, "{\"detail\": \"used for a different request\"}");

    assertThatThrownBy(() -> builder.build().invitations().invite("ada@example.org", 3, "k"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("used for a different request");
    assertThat(server.requests).hasSize(1);
  }

  private List<String> keys() {
    return server.requests.stream().map(request -> request.header("Idempotency-Key")).toList();
  }

  @Test
  void theServersWaitIsHonoured() {
    server.answers(429, "", Map.of("Retry-After", "7")).answers(200, "{\"id\": 5}");

    builder.build().users().me();

    assertThat(waits).hasSize(1);
    assertThat(waits.get(0)).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7250));
  }

  @Test
  void aWaitBeyondTheLongestIsLeftToTheCaller() {
    server.answers(429, "", Map.of("Retry-After", "31"));

    RateLimitedException failure =
        catchThrowableOfType(RateLimitedException.class, () -> builder.build().users().me());

    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(31));
    assertThat(server.requests).hasSize(1);
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void anEndlessWaitIsLeftToTheCaller(String retryAfter) {
    server.answers(429, "", Map.of("Retry-After", retryAfter));

    assertThatThrownBy(() -> builder.longestRetryWait(Duration.ofDays(1000)).build().users().me())
        .isInstanceOf(RateLimitedException.class);
    assertThat(server.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "1.5", "soon", "", "Mon, 1 Jan 1990 00:00:00 GMT"})
  void aWaitThatMakesNoSenseDelaysNothing(String retryAfter) {
    server.answers(429, "", Map.of("Retry-After", retryAfter)).answers(200, "{\"id\": 5}");

    builder.build().users().me();

    assertThat(waits)
        .singleElement()
        .satisfies(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofMillis(250)));
  }

  @Test
  void theLongestWaitCanBeSet() {
    server
        .answers(503, "", Map.of("Retry-After", "31"))
        .answers(503, "")
        .answers(200, "{\"id\": 5}")
        .answers(503, "")
        .answers(200, "{\"id\": 5}");

    builder.longestRetryWait(Duration.ofSeconds(31)).build().users().me();
    assertThat(waits).hasSize(2);

    builder.longestRetryWait(Duration.ofMillis(10)).build().users().me();
    assertThat(waits.get(2)).isLessThanOrEqualTo(Duration.ofMillis(10));
  }

  @Test
  void theWaitsDifferSoThatClientsDoNotComeBackTogether() {
    CoolsetClient client = builder.retries(10).build();
    for (int i = 0; i < 10; i++) {
      server.answers(429, "", Map.of("Retry-After", "1"));
    }
    server.answers(200, "{\"id\": 5}");

    client.users().me();

    assertThat(new TreeSet<>(waits)).hasSizeGreaterThan(1);
  }

  @Test
  void aFailureToConnectIsRepeated() throws IOException {
    CoolsetClient client = builder.baseUri("http://127.0.0.1:" + closedPort()).build();

    RosterTransportException failure =
        catchThrowableOfType(RosterTransportException.class, () -> client.users().me());

    assertThat(failure.neverSent()).isTrue();
    assertThat(failure.timedOut()).isFalse();
    assertThat(waits).hasSize(2);
  }

  /** Bytes that the JDK reads as neither TLS nor HTTP, or refuses to read. */
  @ParameterizedTest
  @CsvSource({
    "https, HTTP/1.1 400 Bad Request, Unrecognized SSL message",
    "http, SSH-2.0-OpenSSH_9.6, Invalid status line",
    "http, HTTP/1.1 200 OK\\nContent-Length: many, many"
  })
  void aPeerThatSpeaksAnotherProtocolIsNotAskedAgain(String scheme, String says, String told)
      throws Exception {
    try (ServerSocket peer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Queue<Socket> connections = new ConcurrentLinkedQueue<>();
      Thread answering = new Thread(() -> answer(peer, says, connections));
      answering.start();
      CoolsetClient client =
          builder.baseUri(scheme + "://127.0.0.1:" + peer.getLocalPort()).build();

      assertThatThrownBy(() -> client.users().me())
          .isInstanceOf(RosterTransportException.class)
          .hasMessageContaining(told);

      peer.close();
      answering.join();
      for (Socket connection : connections) {
        connection.close();
      }
      // not the number of connections: the JDK sometimes makes a second one by itself
      assertThat(waits).isEmpty();
    }
  }

  /** Keeps connections open: the JDK repeats by itself what it sent on one that ends early. */
  private static void answer(ServerSocket peer, String says, Queue<Socket> connections) {
    try {
      while (true) {
        Socket socket = peer.accept();
        connections.add(socket);
        socket.getInputStream().read(new byte[8192]);
        socket.getOutputStream().write((says.replace("\\n", "\r\n") + "\r\n\r\n").getBytes(UTF_8));
        socket.getOutputStream().flush();
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  @Test
  void anUnknownHostAndARefusedConnectionAreToldApart() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }

    assertThatThrownBy(() -> builder.baseUri("http://no-such-host.invalid").build().users().me())
        .hasMessageEndingWith("ConnectException: the host is unknown");
    assertThatThrownBy(() -> builder.baseUri("http://127.0.0.1:" + closed).build().users().me())
        .hasMessageEndingWith(
            "ConnectException: the connection was refused, or the host cannot be reached");
  }

  @Test
  void aTimeoutOfTheConnectionIsNotRepeated() throws IOException {
    List<Socket> queue = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      fill(full, queue);
      CoolsetClient client =
          builder
              .baseUri("http://127.0.0.1:" + full.getLocalPort())
              .connectTimeout(Duration.ofSeconds(2))
              .build();
      long start = System.nanoTime();

      RosterTransportException failure =
          catchThrowableOfType(RosterTransportException.class, () -> client.users().me());

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3900));
      assertThat(failure.timedOut()).isTrue();
      assertThat(failure.neverSent()).isTrue();
      assertThat(waits).isEmpty();
    } finally {
      for (Socket each : queue) {
        each.close();
      }
    }
  }

  /** Connects until the queue of the socket is full, from when on nobody gets a connection. */
  private static void fill(ServerSocket server, List<Socket> queue) throws IOException {
    for (int i = 0; i < 10; i++) {
      Socket next = new Socket();
      queue.add(next);
      try {
        next.connect(server.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
  }

  @Test
  void aPostThatCouldNotConnectIsRepeated() throws IOException {
    CoolsetClient client = builder.baseUri("http://127.0.0.1:" + closedPort()).build();

    assertThatThrownBy(() -> client.workspaces().switchTo(7))
        .isInstanceOf(RosterTransportException.class);
    assertThat(waits).hasSize(2);
  }

  @Test
  void aTimeoutIsNotRepeated() {
    server.hangs();

    CoolsetClient client = builder.requestTimeout(Duration.ofMillis(200)).build();
    RosterTransportException failure =
        catchThrowableOfType(RosterTransportException.class, () -> client.users().me());

    assertThat(failure.timedOut()).isTrue();
    assertThat(server.requests).as("the first may not even have arrived").hasSizeLessThan(2);
    assertThat(waits).isEmpty();
  }

  @Test
  void everyPageHasItsOwnRetries() {
    server
        .answers(503, "")
        .answers(200, "[{\"id\": 1}]")
        .answers(503, "")
        .answers(200, "[{\"id\": 2}]")
        .answers(200, "[]");

    assertThat(builder.pageSize(1).retries(1).build().users().stream()).hasSize(2);
    assertThat(waits).hasSize(2);
  }

  @Test
  void everyAttemptAsksForTheTokenAnew() {
    server.answers(503, "").answers(200, "{\"id\": 5}");
    Iterator<String> tokens = List.of("old", "new").iterator();

    builder.token(tokens::next).build().users().me();

    assertThat(server.requests)
        .extracting(request -> request.header("Authorization"))
        .containsExactly("Bearer old", "Bearer new");
  }

  @Test
  void anInterruptEndsTheWait() {
    server.answers(503, "");
    CoolsetClient client =
        builder
            .sleeper(wait -> {
              throw new InterruptedException();
            })
            .build();

    RosterTransportException failure =
        catchThrowableOfType(RosterTransportException.class, () -> client.users().me());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void theNumberOfRetriesIsBounded() {
    assertThatIllegalArgumentException().isThrownBy(() -> builder.retries(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.retries(11));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
