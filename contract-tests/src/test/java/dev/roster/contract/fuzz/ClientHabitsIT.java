package dev.roster.contract.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roster.alignment.check.Check;
import dev.roster.client.ApiResponse;
import dev.roster.client.CallOptions;
import dev.roster.client.CompleatClient;
import dev.roster.client.CoolsetClient;
import dev.roster.client.Deprecation;
import dev.roster.client.RosterException;
import dev.roster.client.RosterTransportException;
import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import dev.roster.contract.InReport;
import dev.roster.coolset.model.User;
import dev.roster.openapi.Operation;
import dev.roster.openapi.ResponseSpec;
import dev.roster.openapi.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
