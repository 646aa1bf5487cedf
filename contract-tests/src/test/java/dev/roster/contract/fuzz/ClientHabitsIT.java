package dev.roster.contract.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roster.alignment.check.Check;
import dev.roster.client.ApiResponse;
import dev.roster.client.CallObserver;
import dev.roster.client.CallOptions;
import dev.roster.client.CompanyFilter;
import dev.roster.client.CompleatClient;
import dev.roster.client.CoolsetClient;
import dev.roster.client.Deprecation;
import dev.roster.client.RosterApiException;
import dev.roster.client.RosterException;
import dev.roster.client.RosterTransportException;
import dev.roster.client.ValidationException;
import dev.roster.client.transport.Transport;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
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
  private static final String NOWHERE = "http://client.invalid";
  private static final String MESSAGE = "{\"message\": \"Done.\"}";
  private static final String INVITED =
      DocumentFuzzIT.operations()
          .filter(each -> each.id().equals("accounts_invitations_create"))
          .map(ClientHabitsIT::success)
          .findFirst()
          .orElseThrow();

  /** Keeps the requests, and responds to the n-th as it is told. */
  private static final class Script implements Transport {
    private final List<TransportRequest> requests = new CopyOnWriteArrayList<>();
    private final Function<Integer, TransportResponse> responses;

    Script(Function<Integer, TransportResponse> responses) {
      this.responses = responses;
    }

    @Override
    public TransportResponse send(TransportRequest request) {
      requests.add(request);
      return responses.apply(requests.size() - 1);
    }

    List<String> headers(String name) {
      return requests.stream().map(each -> String.valueOf(each.headers().get(name))).toList();
    }
  }

  static Stream<Operation> operations() {
    return DocumentFuzzIT.operations();
  }

  private static String success(Operation operation) {
    return Samples.valid(operation.success().flatMap(ResponseSpec::json).orElseThrow()).toString();
  }

  private static CoolsetClient.Builder coolset(Script script) {
    return CoolsetClient.builder()
        .baseUri(NOWHERE)
        .token("a-token")
        .longestRetryWait(Duration.ofMillis(1))
        .transport(script);
  }

  private static CompleatClient compleat(Script script) {
    return CompleatClient.builder()
        .baseUri(NOWHERE)
        .tenant(UUID.randomUUID())
        .key("a-key")
        .transport(script)
        .build();
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
            coolset(script)
                .requestTimeout(Duration.ofMinutes(1))
                .callTimeout(limit)
                .build()
                .users()
                .me());

    assertThat(script.requests).hasSize(3);
    assertThat(script.requests)
        .extracting(TransportRequest::timeout)
        .allSatisfy(left -> assertThat(left).isLessThanOrEqualTo(limit));
    assertThat(script.requests.get(1).timeout())
        .isLessThanOrEqualTo(limit.minus(Duration.ofMillis(60)));
    assertThat(script.requests.get(2).timeout())
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

  @Test
  void optionsThatComeLaterReplaceThoseBefore() {
    Script script = new Script(number -> TransportResponse.json(200, MESSAGE));
    CallOptions first =
        CallOptions.builder()
            .header("X-Note", "first")
            .header("X-First", "1")
            .idempotencyKey("first")
            .requestTimeout(Duration.ofSeconds(1))
            .retries(0)
            .build();
    CallOptions second =
        CallOptions.builder()
            .header("x-note", "second")
            .idempotencyKey("second")
            .requestTimeout(Duration.ofSeconds(2))
            .build();

    coolset(script).build().with(first).with(second).workspaces().switchTo(7);

    TransportRequest request = script.requests.getFirst();
    assertThat(script.headers("X-Note")).containsExactly("second");
    assertThat(script.headers("X-First")).containsExactly("1");
    assertThat(script.headers("Idempotency-Key")).containsExactly("second");
    assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"switch", "invite"})
  void aKeyOfTheOptionsIsSentByEveryCallThatChangesSomething(String operation) {
    String body = operation.equals("switch") ? MESSAGE : INVITED;
    Script script = new Script(number -> TransportResponse.json(number == 0 ? 503 : 200, body));
    CoolsetClient client =
        coolset(script).build().with(CallOptions.builder().idempotencyKey("a-key-of-mine").build());

    if (operation.equals("switch")) {
      client.workspaces().switchTo(7);
    } else {
      client.invitations().invite("walker@example.org", 3);
    }

    assertThat(script.headers("Idempotency-Key")).containsExactly("a-key-of-mine", "a-key-of-mine");
  }

  /** Every call, by a client that was made for this call alone. */
  @ParameterizedTest
  @MethodSource("operations")
  void aCallWithOptionsIsRecordedAndHasThem(Operation operation) {
    Script script =
        new Script(number ->
            TransportResponse.json(
                200,
                Samples.valid(operation.success().flatMap(ResponseSpec::json).orElseThrow())
                    .toString()));
    CallOptions note = CallOptions.builder().header("X-Note", "mine").build();
    CoolsetClient coolset = coolset(script).build();
    CompleatClient compleat = compleat(script);

    ApiResponse<Object> response =
        ClientCalls.isOfCompleat(operation)
            ? compleat.withResponse(inner -> ClientCalls.call(operation, coolset, inner.with(note)))
            : coolset.withResponse(
                inner -> ClientCalls.call(operation, inner.with(note), compleat));

    assertThat(response.calls()).hasSize(1);
    assertThat(response.call().status()).isEqualTo(200);
    assertThat(script.headers("X-Note")).containsExactly("mine");
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
      CoolsetClient coolset = coolset(script).retries(0).build();

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
                                .formatted(NOWHERE, 2 * number + 2))
                        : List.of()),
                pages.get(number).getBytes(UTF_8)));

    List<Long> ids = coolset(script).pageSize(2).build().users().stream().map(User::id).toList();

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
    CoolsetClient client = coolset(script).onDeprecation(heard::add).build();

    client.users().profile();
    assertThat(heard).isEmpty();
    client.users().profile();
    client.users().profile();

    assertThat(heard).hasSize(1);
  }

  /** The window of the rate limit is no reason to wait for what is over in a second. */
  @Test
  void onlyATooManyRequestsWaitsForTheRateLimit() {
    Map<String, List<String>> headers =
        Map.of(
            "Content-Type", List.of("application/json"),
            "X-RateLimit-Reset", List.of(String.valueOf(Instant.now().getEpochSecond() + 3_000)));
    for (int status : List.of(502, 503, 504)) {
      Script script =
          new Script(number ->
              TransportResponse.of(
                  number == 0 ? status : 200,
                  headers,
                  (number == 0
                          ? "{\"detail\": \"Expected available in 3000 seconds.\"}"
                          : "{\"id\": 1}")
                      .getBytes(UTF_8)));

      assertThat(coolset(script).build().users().me().id()).as("%d", status).isEqualTo(1);
    }
    for (int status : List.of(400, 403, 404)) {
      Script script =
          new Script(number -> TransportResponse.of(status, headers, "{}".getBytes(UTF_8)));
      RosterApiException thrown =
          catchThrowableOfType(
              RosterApiException.class, () -> coolset(script).build().users().me());

      assertThat(thrown.retryAfter()).as("%d", status).isEmpty();
    }
  }

  /** Each wait is at least half of its bound, and the bound doubles. */
  @Test
  void waitsDouble() {
    List<Duration> waits = new ArrayList<>();
    Script script = new Script(number -> TransportResponse.json(503, "{}"));
    CoolsetClient client =
        CoolsetClient.builder()
            .baseUri(NOWHERE)
            .token("a-token")
            .retries(4)
            .transport(script)
            .observer(
                CallObserver.of(outcome -> {
                  outcome.retryIn().ifPresent(waits::add);
                  if (waits.size() == 4) {
                    // nobody has to wait for the last one
                    Thread.currentThread().interrupt();
                  }
                }))
            .build();

    catchThrowable(() -> client.users().me());
    Thread.interrupted();

    assertThat(waits).hasSize(4);
    for (int i = 0; i < waits.size(); i++) {
      Duration bound = Duration.ofMillis(200L << i);
      assertThat(waits.get(i)).isBetween(bound.dividedBy(2), bound);
    }
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
                                .formatted(NOWHERE))
                        : List.of()),
                pages.get(number).getBytes(UTF_8)));
    Iterator<User> users = coolset(script).pageSize(2).build().users().stream().iterator();
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
        coolset(script)
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
            () -> coolset(script).build().invitations().invite("walker@example.org", 3));

    assertThat(thrown.fieldErrors().keySet()).containsExactly("zeta", "email", "auth_group", "m");
  }

  @Test
  void anEmptyItemOfAListIsSent() {
    Script script =
        new Script(number ->
            TransportResponse.json(
                200, "{\"count\": 0, \"next\": null, \"previous\": null, \"results\": []}"));

    coolset(script)
        .build()
        .companies()
        .page(CompanyFilter.builder().countryIn("", "NL").build(), 10, 0);

    assertThat(script.requests.getFirst().uri().getRawQuery()).contains("country__in=%2CNL");
  }

  @Test
  void anObservationEndsWhateverItsHeadersAre() {
    for (String header : List.of("bad name", "Authorization")) {
      List<CallObserver.Outcome> ended = new ArrayList<>();
      Script script = new Script(number -> TransportResponse.json(200, "{\"id\": 1}"));
      CoolsetClient client =
          coolset(script)
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
            coolset(script)
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
    Object value = ClientCalls.call(operation, coolset(script).build(), compleat(script));

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
