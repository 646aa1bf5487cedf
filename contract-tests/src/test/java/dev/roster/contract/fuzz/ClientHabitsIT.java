package dev.roster.contract.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roster.alignment.check.Check;
import dev.roster.client.CallObserver;
import dev.roster.client.CompanyFilter;
import dev.roster.client.CompleatClient;
import dev.roster.client.CoolsetClient;
import dev.roster.client.Deprecation;
import dev.roster.client.RosterException;
import dev.roster.client.RosterTransportException;
import dev.roster.client.ValidationException;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import dev.roster.contract.InReport;
import dev.roster.coolset.model.User;
import dev.roster.openapi.Operation;
import dev.roster.openapi.ResponseSpec;
import dev.roster.openapi.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A part of check 5: what users of the client rely on beyond a single response: time limits over
 * attempts, options, pages that change while they are read, announcements that come late, proxies,
 * and messages without secrets.
 */
@InReport(check = Check.CLIENT_DOCUMENT)
class ClientHabitsIT {
  static Stream<Operation> operations() {
    return ClientFuzzIT.operations();
  }

  private static String success(Operation operation) {
    return Samples.valid(operation.success().flatMap(ResponseSpec::json).orElseThrow()).toString();
  }

  private static CompleatClient compleat(Script script) {
    return CompleatClient.builder()
        .baseUri(Script.NOWHERE)
        .tenant(UUID.randomUUID())
        .key("a-key")
        .transport(script)
        .build();
  }

  /** A token or key that is rotated counts from the next request on, a repeated one included. */
  @Test
  void everyRequestAsksForTheCredential() {
    Script script = new Script(number -> TransportResponse.json(number == 0 ? 503 : 404, "{}"));
    AtomicInteger asked = new AtomicInteger();
    CoolsetClient coolset =
        Script.coolset(script).token(() -> "token-" + asked.incrementAndGet()).build();
    CompleatClient compleat =
        CompleatClient.builder()
            .baseUri(Script.NOWHERE)
            .tenant(UUID.randomUUID())
            .key(() -> "key-" + asked.incrementAndGet())
            .transport(script)
            .build();

    catchThrowableOfType(RosterException.class, () -> coolset.users().me());
    catchThrowableOfType(RosterException.class, () -> coolset.users().me());
    for (int i = 0; i < 2; i++) {
      catchThrowableOfType(RosterException.class, () -> compleat.users());
    }

    assertThat(script.headers("Authorization"))
        .startsWith("Bearer token-1", "Bearer token-2", "Bearer token-3");
    assertThat(script.headers("x-api-compleat-key")).endsWith("key-4", "key-5");
  }

  @Test
  void theTimeOfACallIsThatOfAllItsAttempts() {
    Script script =
        new Script(number -> {
          long end = System.nanoTime() + Duration.ofMillis(60).toNanos();
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
          return TransportResponse.json(503, "{}");
        });
    Duration limit = Duration.ofSeconds(5);

    catchThrowableOfType(
        RosterException.class,
        () ->
            Script.coolset(script)
                .requestTimeout(Duration.ofMinutes(1))
                .callTimeout(limit)
                .build()
                .users()
                .me());

    assertThat(script.requests()).hasSize(3);
    assertThat(script.requests())
        .extracting(TransportRequest::timeout)
        .allSatisfy(left -> assertThat(left).isLessThanOrEqualTo(limit));
    assertThat(script.requests().get(1).timeout())
        .isLessThanOrEqualTo(limit.minus(Duration.ofMillis(60)));
    assertThat(script.requests().get(2).timeout())
        .isLessThanOrEqualTo(limit.minus(Duration.ofMillis(120)));
  }

  @Test
  void aBodyThatStallsIsATimeoutAndNotRepeated() throws IOException {
    try (LineServer server =
            new LineServer(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
        CoolsetClient client =
            CoolsetClient.builder()
                .baseUri(server.uri())
                .token("a-token")
                .requestTimeout(Duration.ofMillis(300))
                .build()) {
      RosterTransportException thrown =
          catchThrowableOfType(RosterTransportException.class, () -> client.users().me());

      assertThat(thrown.timedOut()).isTrue();
      assertThat(server.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void noMessageHasASecret(Operation operation) {
    for (int status : List.of(301, 302, 303, 307, 308, 400, 401, 500)) {
      Script script =
          new Script(number ->
              TransportResponse.of(
                  status,
                  Map.of(
                      "Location", List.of("https://sso.example/login?ticket=SECRET#SECRET"),
                      "Content-Type", List.of("application/json")),
                  "{}".getBytes(UTF_8)));
      CoolsetClient coolset = Script.coolset(script).retries(0).build();

      RosterException thrown =
          catchThrowableOfType(
              RosterException.class, () -> ClientCalls.call(operation, coolset, compleat(script)));

      assertThat(thrown).as("%d", status).isNotNull();
      assertThat(thrown.toString()).doesNotContain("SECRET", "a-token", "a-key");
    }
  }

  /** As many people come in front as a page has, so that a page comes twice. */
  @Test
  void aPageThatComesTwiceDoesNotEndAStream() {
    List<String> pages = List.of(page(1, 2), page(1, 2), page(3, 4), page(5));
    Script script =
        new Script(number ->
            TransportResponse.of(
                200,
                Map.of(
                    "Content-Type",
                    List.of("application/json"),
                    "X-Total-Count",
                    List.of("7"),
                    "Link",
                    number < pages.size() - 1
                        ? List.of(
                            "<%s/api/accounts/users/?limit=2&offset=%d>; rel=\"next\""
                                .formatted(Script.NOWHERE, 2 * number + 2))
                        : List.of()),
                pages.get(number).getBytes(UTF_8)));

    List<Long> ids =
        Script.coolset(script).pageSize(2).build().users().stream().map(User::id).toList();

    assertThat(ids).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  private static String page(int... ids) {
    List<String> users = new ArrayList<>();
    for (int id : ids) {
      users.add("{\"id\": " + id + "}");
    }
    return users.toString();
  }

  @Test
  @SuppressWarnings("deprecation")
  void anAnnouncementIsHeardWheneverItComesAndOnce() {
    List<Deprecation> heard = new ArrayList<>();
    Script script =
        new Script(number ->
            TransportResponse.of(
                200,
                number == 0
                    ? Map.of("Content-Type", List.of("application/json"))
                    : Map.of(
                        "Content-Type", List.of("application/json"),
                        "Deprecation", List.of("@1793491200")),
                "{\"id\": 1}".getBytes(UTF_8)));
    CoolsetClient client = Script.coolset(script).onDeprecation(heard::add).build();

    client.users().profile();
    assertThat(heard).isEmpty();
    client.users().profile();
    client.users().profile();

    assertThat(heard).hasSize(1);
  }

  /** A server that is slow may have done what it was asked. */
  @Test
  void aResponseThatIsLateMayHaveBeenAsked() throws IOException {
    try (LineServer server = new LineServer("");
        CoolsetClient client =
            CoolsetClient.builder()
                .baseUri(server.uri())
                .token("a-token")
                .requestTimeout(Duration.ofMillis(200))
                .retries(0)
                .build()) {
      RosterTransportException thrown =
          catchThrowableOfType(
              RosterTransportException.class, () -> client.invitations().invite("a@b.example", 3));

      assertThat(server.requests).hasSize(1);
      assertThat(thrown.neverSent()).isFalse();
      assertThat(thrown.timedOut()).isTrue();
    }
  }

  /** A transport of the caller's own adds a header, say, and hands the rest on. */
  @Test
  void aRequestThatIsChangedKeepsTheRest() {
    TransportRequest request =
        TransportRequest.builder("POST", URI.create(Script.NOWHERE))
            .header("A", "1")
            .body("{}".getBytes(UTF_8))
            .timeout(Duration.ofMillis(1234))
            .largestBody(99)
            .build();

    TransportRequest changed = request.toBuilder().header("B", "2").build();

    assertThat(changed.method()).isEqualTo("POST");
    assertThat(changed.uri()).isEqualTo(request.uri());
    assertThat(changed.headers()).isEqualTo(Map.of("A", "1", "B", "2"));
    assertThat(changed.body().orElseThrow()).isEqualTo("{}".getBytes(UTF_8));
    assertThat(changed.timeout()).isEqualTo(Duration.ofMillis(1234));
    assertThat(changed.largestBody(200)).isEqualTo(99);
  }

  @Test
  void whoGoesOnAfterAFailedPageGetsTheNextEntry() {
    List<String> pages = List.of(page(1, 2), "", "", "", page(3));
    Script script =
        new Script(number ->
            TransportResponse.of(
                pages.get(number).isEmpty() ? 500 : 200,
                Map.of(
                    "Content-Type",
                    List.of("application/json"),
                    "Link",
                    number == 0
                        ? List.of(
                            "<%s/api/accounts/users/?limit=2&offset=2>; rel=\"next\""
                                .formatted(Script.NOWHERE))
                        : List.of()),
                pages.get(number).getBytes(UTF_8)));
    Iterator<User> users = Script.coolset(script).pageSize(2).build().users().stream().iterator();
    List<Long> ids = new ArrayList<>();
    int failures = 0;
    while (ids.size() < 3 && failures < 5) {
      try {
        ids.add(users.next().id());
      } catch (RosterException failed) {
        failures++;
      }
    }

    assertThat(failures).isPositive();
    assertThat(ids).containsExactly(1L, 2L, 3L);
  }

  @Test
  void anInterruptGivesTheRequestUp() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        CoolsetClient client =
            CoolsetClient.builder()
                .baseUri("http://127.0.0.1:" + listener.getLocalPort())
                .token("a-token")
                .requestTimeout(Duration.ofMinutes(2))
                .build()) {
      Thread caller = Thread.ofPlatform().start(() -> catchThrowable(() -> client.users().me()));
      try (Socket connection = listener.accept()) {
        connection.setSoTimeout(30_000);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          assertThat(line).isNotNull();
        }
        caller.interrupt();

        assertThat(in.read()).as("the client has closed the connection").isEqualTo(-1);
      }
      caller.join(Duration.ofSeconds(30));
      assertThat(caller.isAlive()).isFalse();
    }
  }

  @Test
  @SuppressWarnings("deprecation")
  void aListenerThatFailsIsNotAskedAgain() {
    Script script =
        new Script(number ->
            TransportResponse.of(
                200,
                Map.of(
                    "Content-Type", List.of("application/json"),
                    "Deprecation", List.of("@1793491200")),
                "{\"id\": 1}".getBytes(UTF_8)));
    List<Deprecation> heard = new ArrayList<>();
    CoolsetClient client =
        Script.coolset(script)
            .onDeprecation(told -> {
              heard.add(told);
              throw new IllegalStateException("a listener of the application");
            })
            .build();

    catchThrowable(() -> client.users().profile());
    catchThrowable(() -> client.users().profile());

    assertThat(heard).hasSize(1);
  }

  @Test
  void faultsOfFieldsComeInTheOrderOfTheServer() {
    Script script =
        new Script(number ->
            TransportResponse.json(
                400,
                "{\"zeta\": [\"z\"], \"email\": [\"e\"], \"auth_group\": [\"a\"], \"m\":"
                    + " [\"m\"]}"));

    ValidationException thrown =
        catchThrowableOfType(
            ValidationException.class,
            () -> Script.coolset(script).build().invitations().invite("walker@example.org", 3));

    assertThat(thrown.fieldErrors().keySet()).containsExactly("zeta", "email", "auth_group", "m");
  }

  @Test
  void anEmptyItemOfAListIsSent() {
    Script script =
        new Script(number ->
            TransportResponse.json(
                200, "{\"count\": 0, \"next\": null, \"previous\": null, \"results\": []}"));

    Script.coolset(script)
        .build()
        .companies()
        .page(CompanyFilter.builder().countryIn("", "NL").build(), 10, 0);

    assertThat(script.requests().getFirst().uri().getRawQuery()).contains("country__in=%2CNL");
  }

  @Test
  void anObservationEndsWhateverItsHeadersAre() {
    for (String header : List.of("bad name", "Authorization")) {
      List<CallObserver.Outcome> ended = new ArrayList<>();
      Script script = new Script(number -> TransportResponse.json(200, "{\"id\": 1}"));
      CoolsetClient client =
          Script.coolset(script)
              .observer(attempt ->
                  new CallObserver.Observation() {
                    @Override
                    public Map<String, String> headers() {
                      return Map.of(header, "x");
                    }

                    @Override
                    public void ended(CallObserver.Outcome outcome) {
                      ended.add(outcome);
                    }
                  })
              .build();

      catchThrowable(() -> client.users().me());

      assertThat(ended).as(header).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-15T09:00:00-0500, 2024-01-15T14:00:00Z",
    "2024-01-15T09:00:00+0530, 2024-01-15T03:30:00Z",
    "2024-01-15T09:00:00-05:00, 2024-01-15T14:00:00Z",
    "2024-01-15T09:00:00.123456+01, 2024-01-15T08:00:00.123456Z",
    "2024-01-15t09:00:00z, 2024-01-15T09:00:00Z"
  })
  void aMomentIsReadWithEachFormOfOffset(String sent, Instant meant) {
    Script script =
        new Script(number ->
            TransportResponse.json(
                200,
                "{\"count\": 1, \"next\": null, \"previous\": null, \"results\": [{\"id\": 1, \"created_at\": \"%s\"}]}"
                    .formatted(sent)));

    assertThat(
            Script.coolset(script)
                .build()
                .companies()
                .page(CompanyFilter.builder().build(), 10, 0)
                .results()
                .getFirst()
                .createdAt()
                .toInstant())
        .isEqualTo(meant);
  }

  /** Every value of every response, however deep, is made again by its builder. */
  @ParameterizedTest
  @MethodSource("operations")
  void aValueSurvivesItsBuilder(Operation operation) throws Exception {
    Script script = new Script(number -> TransportResponse.json(200, success(operation)));
    Object value = ClientCalls.call(operation, Script.coolset(script).build(), compleat(script));

    assertThat(rebuilt(value)).as("values with a builder").isPositive();
  }

  private static int rebuilt(Object value) throws Exception {
    int count = 0;
    if (value instanceof Iterable<?> several) {
      for (Object each : several) {
        count += rebuilt(each);
      }
    } else if (value instanceof Record) {
      for (RecordComponent each : value.getClass().getRecordComponents()) {
        count += rebuilt(each.getAccessor().invoke(value));
      }
      Optional<Method> toBuilder =
          Stream.of(value.getClass().getMethods())
              .filter(method -> method.getName().equals("toBuilder"))
              .findFirst();
      if (toBuilder.isPresent()) {
        Object builder = toBuilder.get().invoke(value);
        assertThat(builder.getClass().getMethod("build").invoke(builder)).isEqualTo(value);
        count++;
      }
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ada:plain", "ada:a+b", "ada:a%2Bb", "ada:a%20b", "ada:%C3%A9", "a%3Ab:c"})
  void theLoginOfAProxyIsSentAsItIsMeant(String login) throws IOException {
    String meant =
        login
            .replace("%2B", "+")
            .replace("%20", " ")
            .replace("%C3%A9", "\u00e9")
            .replace("%3A", ":");
    try (LineServer proxy =
            new LineServer(
                "HTTP/1.1 200 OK\r\n"
                    + "Content-Type: application/json\r\n"
                    + "Content-Length: 9\r\n\r\n"
                    + "{\"id\": 1}");
        CoolsetClient client =
            CoolsetClient.builder()
                .baseUri("http://roster.invalid")
                .token("a-token")
                .proxy("http://" + login + "@127.0.0.1:" + proxy.uri().getPort())
                .build()) {
      client.users().me();

      assertThat(proxy.requests.getFirst())
          .contains(
              "Proxy-Authorization: Basic "
                  + Base64.getEncoder().encodeToString(meant.getBytes(UTF_8)));
    }
  }
}
