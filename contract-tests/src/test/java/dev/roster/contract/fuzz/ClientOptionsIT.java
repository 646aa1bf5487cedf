package dev.roster.contract.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.roster.alignment.check.Check;
import dev.roster.client.ApiResponse;
import dev.roster.client.CallObserver;
import dev.roster.client.CallOptions;
import dev.roster.client.CompleatClient;
import dev.roster.client.CoolsetClient;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import dev.roster.contract.InReport;
import dev.roster.coolset.model.User;
import dev.roster.openapi.Operation;
import dev.roster.openapi.ResponseSpec;
import dev.roster.openapi.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A part of check 5: the settings of a client in every client that is made of it, by options for
 * some calls and by asking for the responses.
 */
@InReport(check = Check.CLIENT_DOCUMENT)
class ClientOptionsIT {
  private static final String MESSAGE = "{\"message\": \"Done.\"}";

  /** An option that says nothing about the others. */
  private static final CallOptions NOTE = CallOptions.builder().header("X-Note", "mine").build();

  static Stream<Operation> operations() {
    return ClientFuzzIT.operations();
  }

  private static String success(Operation operation) {
    return Samples.valid(operation.success().flatMap(ResponseSpec::json).orElseThrow()).toString();
  }

  private static CompleatClient.Builder compleat(Script script) {
    return CompleatClient.builder()
        .baseUri(Script.NOWHERE)
        .tenant(UUID.randomUUID())
        .key("a-key")
        .longestRetryWait(Duration.ofMillis(1))
        .transport(script);
  }

  private static Script failing() {
    return new Script(number -> TransportResponse.json(503, "{}"));
  }

  /** The ways to a client with an option, by which no other option is lost. */
  enum Way {
    ALONE((client, option, call) -> call.accept(client.with(option))),
    BEFORE_OTHERS((client, option, call) -> call.accept(client.with(option).with(NOTE))),
    BEHIND_OTHERS((client, option, call) -> call.accept(client.with(NOTE).with(option))),
    BEFORE_NONE((client, option, call) ->
        call.accept(client.with(option).with(CallOptions.builder().build()))),
    IN_RESPONSE((client, option, call) ->
        client.withResponse(inner -> {
          call.accept(inner.with(option));
          return null;
        })),
    BEFORE_RESPONSE((client, option, call) ->
        client
            .with(option)
            .withResponse(inner -> {
              call.accept(inner);
              return null;
            }));

    private final Maker maker;

    Way(Maker maker) {
      this.maker = maker;
    }

    interface Maker {
      void make(CoolsetClient client, CallOptions option, Consumer<CoolsetClient> call);
    }
  }

  /** An option, and what the requests of a call that fails are then. */
  enum Option {
    REQUEST_TIMEOUT(
        options -> options.requestTimeout(Duration.ofSeconds(7)),
        requests ->
            assertThat(requests)
                .extracting(TransportRequest::timeout)
                .containsOnly(Duration.ofSeconds(7))),
    CALL_TIMEOUT(
        options -> options.callTimeout(Duration.ofSeconds(9)),
        requests ->
            assertThat(requests)
                .extracting(TransportRequest::timeout)
                .allSatisfy(left -> assertThat(left).isLessThanOrEqualTo(Duration.ofSeconds(9)))),
    RETRIES(options -> options.retries(4), requests -> assertThat(requests).hasSize(5)),
    KEY(
        options -> options.idempotencyKey("a-key-of-mine"),
        requests ->
            assertThat(requests)
                .extracting(request -> request.headers().get("Idempotency-Key"))
                .containsOnly("a-key-of-mine")),
    HEADER(
        options -> options.header("X-More", "more"),
        requests ->
            assertThat(requests)
                .extracting(request -> request.headers().get("X-More"))
                .containsOnly("more"));

    private final CallOptions value;
    private final Consumer<List<TransportRequest>> effect;

    Option(Consumer<CallOptions.Builder> set, Consumer<List<TransportRequest>> effect) {
      CallOptions.Builder options = CallOptions.builder();
      set.accept(options);
      this.value = options.build();
      this.effect = effect;
    }
  }

  static Stream<Arguments> optionsByEachWay() {
    return Stream.of(Option.values())
        .flatMap(option -> Stream.of(Way.values()).map(way -> Arguments.of(option, way)));
  }

  @ParameterizedTest
  @MethodSource("optionsByEachWay")
  void anOptionStaysUntilItIsReplaced(Option option, Way way) {
    Script script = failing();
    CoolsetClient client = Script.coolset(script).build();

    catchThrowable(
        () -> way.maker.make(client, option.value, each -> each.workspaces().switchTo(7)));

    assertThat(script.requests()).isNotEmpty();
    option.effect.accept(script.requests());
  }

  @ParameterizedTest
  @ValueSource(strings = {"REQUEST_TIMEOUT", "CALL_TIMEOUT", "RETRIES", "HEADER"})
  void anOptionOfTheOtherApiStaysUntilItIsReplaced(Option option) {
    Script script = failing();
    CompleatClient client = compleat(script).build().with(option.value);
    List<BiFunction<CompleatClient, CallOptions, Object>> ways =
        List.of(
            (each, _) -> each.users(),
            (each, note) -> each.with(note).users(),
            (each, _) -> each.withResponse(CompleatClient::users));
    for (BiFunction<CompleatClient, CallOptions, Object> way : ways) {
      script.requests().clear();

      catchThrowable(() -> way.apply(client, NOTE));

      assertThat(script.requests()).isNotEmpty();
      option.effect.accept(script.requests());
    }
  }

  /** A setting of the client itself, and the proof that a client has it. */
  enum Setting {
    PAGE_SIZE(
        client -> client.pageSize(501),
        (client, script) -> {
          catchThrowable(() -> client.users().stream().toList());
          assertThat(script.requests().getFirst().uri().getQuery()).contains("limit=501");
        }),
    REQUEST_TIMEOUT(
        client -> client.requestTimeout(Duration.ofSeconds(7)),
        (client, script) -> {
          catchThrowable(() -> client.users().me());
          assertThat(script.requests().getFirst().timeout()).isEqualTo(Duration.ofSeconds(7));
        }),
    CALL_TIMEOUT(
        client -> client.callTimeout(Duration.ofSeconds(9)),
        (client, script) -> {
          catchThrowable(() -> client.users().me());
          assertThat(script.requests().getFirst().timeout())
              .isLessThanOrEqualTo(Duration.ofSeconds(9));
        }),
    RETRIES(
        client -> client.retries(4),
        (client, script) -> {
          catchThrowable(() -> client.users().me());
          assertThat(script.requests()).hasSize(5);
        }),
    HEADER(
        client -> client.header("X-More", "more"),
        (client, script) -> {
          catchThrowable(() -> client.users().me());
          assertThat(script.headers("X-More")).containsOnly("more");
        }),
    USER_AGENT(
        client -> client.userAgent("directory-sync/7"),
        (client, script) -> {
          catchThrowable(() -> client.users().me());
          assertThat(script.headers("User-Agent"))
              .allSatisfy(sent -> assertThat(sent).contains("directory-sync/7"));
        }),
    OBSERVER(
        client ->
            client.observer(attempt ->
                new CallObserver.Observation() {
                  @Override
                  public Map<String, String> headers() {
                    return Map.of("traceparent", "observed");
                  }

                  @Override
                  public void ended(CallObserver.Outcome outcome) {
                    // the header is enough
                  }
                }),
        (client, script) -> {
          catchThrowable(() -> client.users().me());
          assertThat(script.headers("traceparent")).containsOnly("observed");
        }),
    LARGEST_RESPONSE(
        client -> client.largestResponse(3),
        (client, script) -> {
          catchThrowable(() -> client.users().me());
          assertThat(script.requests().getFirst().largestBody(200)).isEqualTo(3);
        });

    private final Consumer<CoolsetClient.Builder> set;
    private final BiConsumer<CoolsetClient, Script> proof;

    Setting(Consumer<CoolsetClient.Builder> set, BiConsumer<CoolsetClient, Script> proof) {
      this.set = set;
      this.proof = proof;
    }
  }

  static Stream<Arguments> settingsByEachWay() {
    return Stream.of(Setting.values())
        .flatMap(setting -> Stream.of(Way.values()).map(way -> Arguments.of(setting, way)));
  }

  @ParameterizedTest
  @MethodSource("settingsByEachWay")
  void aSettingIsThatOfEachClientMadeOfIt(Setting setting, Way way) {
    Script script = failing();
    CoolsetClient.Builder client = Script.coolset(script);
    setting.set.accept(client);
    List<Throwable> differences = new ArrayList<>();

    catchThrowable(() ->
        way.maker.make(
            client.build(),
            NOTE,
            each -> {
              Throwable difference = catchThrowable(() -> setting.proof.accept(each, script));
              if (difference != null) {
                differences.add(difference);
              }
            }));

    assertThat(script.requests()).isNotEmpty();
    assertThat(differences).isEmpty();
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
            .callTimeout(Duration.ofMillis(500))
            .retries(0)
            .build();
    CallOptions second =
        CallOptions.builder()
            .header("x-note", "second")
            .idempotencyKey("second")
            .requestTimeout(Duration.ofSeconds(2))
            .callTimeout(Duration.ofSeconds(3))
            .build();

    Script.coolset(script).build().with(first).with(second).workspaces().switchTo(7);

    TransportRequest request = script.requests().getFirst();
    assertThat(script.headers("X-Note")).containsExactly("second");
    assertThat(script.headers("X-First")).containsExactly("1");
    assertThat(script.headers("Idempotency-Key")).containsExactly("second");
    assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"switch", "invite"})
  void aKeyOfTheOptionsIsSentByEveryCallThatChangesSomething(String operation) {
    Script script = failing();
    CoolsetClient client =
        Script.coolset(script)
            .retries(1)
            .build()
            .with(CallOptions.builder().idempotencyKey("a-key-of-mine").build());

    catchThrowable(() -> {
      if (operation.equals("switch")) {
        client.workspaces().switchTo(7);
      } else {
        client.invitations().invite("walker@example.org", 3);
      }
    });

    assertThat(script.headers("Idempotency-Key")).containsExactly("a-key-of-mine", "a-key-of-mine");
  }

  /** Every call, by a client that was made for this call alone. */
  @ParameterizedTest
  @MethodSource("operations")
  void aCallWithOptionsIsRecordedAndHasThem(Operation operation) {
    Script script = new Script(number -> TransportResponse.json(200, success(operation)));
    CoolsetClient coolset = Script.coolset(script).build();
    CompleatClient compleat = compleat(script).build();

    ApiResponse<Object> response =
        ClientCalls.isOfCompleat(operation)
            ? compleat.withResponse(inner -> ClientCalls.call(operation, coolset, inner.with(NOTE)))
            : coolset.withResponse(
                inner -> ClientCalls.call(operation, inner.with(NOTE), compleat));

    assertThat(response.calls()).hasSize(1);
    assertThat(response.call().status()).isEqualTo(200);
    assertThat(script.headers("X-Note")).containsExactly("mine");
  }

  /** Calls inside others are those of the others, too. */
  @Test
  void aRecordedCallInsideAnotherIsToldToBoth() {
    Script script =
        new Script(number ->
            TransportResponse.of(
                200,
                Map.of("Content-Type", List.of("application/json")),
                ("{\"id\": " + (number + 1) + "}").getBytes(StandardCharsets.UTF_8)));
    CoolsetClient client = Script.coolset(script).build();

    ApiResponse<ApiResponse<User>> outer =
        client.withResponse(all -> {
          assertThat(all.users().me().id()).isEqualTo(1);
          return all.withResponse(one -> one.users().me());
        });

    assertThat(outer.calls()).hasSize(2);
    assertThat(outer.value().calls()).containsExactly(outer.call());
    assertThat(outer.value().value().id()).isEqualTo(2);
  }

  /** The code points that count as blanks somewhere: in Java, in Unicode or in Python. */
  static Stream<Integer> blanks() {
    return Stream.iterate(0, each -> each <= Character.MAX_VALUE, each -> each + 1)
        .filter(
            each -> Character.isWhitespace(each) || Character.isSpaceChar(each) || each == 0x85);
  }

  /** The server leaves a parameter without a value out, so that all entries would come. */
  @ParameterizedTest
  @MethodSource("blanks")
  void aTextOfNothingButBlanksIsRefusedBeforeItIsSent(int blank) {
    Script script = new Script(number -> TransportResponse.json(200, "[]"));
    CoolsetClient client = Script.coolset(script).build();
    String text = Character.toString(blank).repeat(2);

    assertThat(TextCalls.selecting()).hasSizeGreaterThan(12);
    for (TextCalls.Parameter each : TextCalls.selecting()) {
      assertThatThrownBy(() -> TextCalls.call(client, each.operationId(), each.name(), text))
          .as("%s U+%04X", each, blank)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(script.requests()).isEmpty();
  }
}
