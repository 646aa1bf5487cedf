package dev.roster.contract.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roster.alignment.check.Check;
import dev.roster.client.CallObserver;
import dev.roster.client.CoolsetClient;
import dev.roster.client.RosterApiException;
import dev.roster.client.RosterTransportException;
import dev.roster.client.UnreadableResponseException;
import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportResponse;
import dev.roster.contract.InReport;
import dev.roster.coolset.model.User;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls by a transport of the consumer's own, which fails, is late or sends little. */
@InReport(check = Check.CLIENT_DOCUMENT)
class ClientTransportsIT {
  private static final Map<String, List<String>> JSON =
      Map.of("Content-Type", List.of("application/json"));
  private static final String ME = "{\"id\": 1}";

  static Stream<IOException> timeouts() {
    return Stream.of(
        new HttpTimeoutException("late"),
        new InterruptedIOException("late"),
        new SocketTimeoutException("late"));
  }

  private static CoolsetClient.Builder coolset(Transport transport) {
    return CoolsetClient.builder().baseUri(Script.NOWHERE).token("a-token").transport(transport);
  }

  private static CoolsetClient failing(IOException failure, AtomicInteger requests) {
    return coolset(
            request -> {
              requests.incrementAndGet();
              throw failure;
            })
        .longestRetryWait(Duration.ofMillis(1))
        .build();
  }

  /** A connect timeout sent nothing, but a second one would double the wait of the caller. */
  @Test
  void aConnectionThatIsNotThereInTimeIsNeverSentAndNotRepeated() {
    AtomicInteger requests = new AtomicInteger();
    CoolsetClient client = failing(new HttpConnectTimeoutException("late"), requests);

    RosterTransportException thrown =
        catchThrowableOfType(RosterTransportException.class, () -> client.users().me());

    assertThat(thrown.timedOut()).isTrue();
    assertThat(thrown.neverSent()).isTrue();
    assertThat(requests).hasValue(1);
  }

  static Stream<IOException> missingConnections() {
    return Stream.of(new ConnectException("refused"), new UnknownHostException("nowhere"));
  }

  @ParameterizedTest
  @MethodSource("missingConnections")
  void aMissingConnectionIsNeverSentAndRepeated(IOException missing) {
    AtomicInteger requests = new AtomicInteger();
    CoolsetClient client = failing(missing, requests);

    RosterTransportException thrown =
        catchThrowableOfType(RosterTransportException.class, () -> client.users().me());

    assertThat(thrown.timedOut()).isFalse();
    assertThat(thrown.neverSent()).isTrue();
    assertThat(requests).hasValue(3);
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void aTimeoutIsToldAndNotRepeated(IOException timeout) {
    AtomicInteger requests = new AtomicInteger();
    CoolsetClient client = failing(timeout, requests);

    RosterTransportException thrown =
        catchThrowableOfType(RosterTransportException.class, () -> client.users().me());

    assertThat(thrown.timedOut()).isTrue();
    assertThat(thrown.neverSent()).isFalse();
    assertThat(requests).hasValue(1);
  }

  @Test
  void aBrokenConnectionIsNoTimeoutAndRepeated() {
    AtomicInteger requests = new AtomicInteger();
    CoolsetClient client = failing(new IOException("broken"), requests);

    RosterTransportException thrown =
        catchThrowableOfType(RosterTransportException.class, () -> client.users().me());

    assertThat(thrown.timedOut()).isFalse();
    assertThat(requests).hasValueGreaterThan(1);
  }

  @Test
  void anInterruptDuringAWaitEndsTheCallAndIsKept() {
    Script script = new Script(number -> TransportResponse.json(503, "{}"));
    CoolsetClient client =
        coolset(script)
            .observer(CallObserver.of(outcome -> Thread.currentThread().interrupt()))
            .build();

    RosterTransportException thrown =
        catchThrowableOfType(RosterTransportException.class, () -> client.users().me());

    assertThat(thrown).hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).as("the interrupt status").isTrue();
    assertThat(script.requests()).hasSize(1);
  }

  @Test
  void anInterruptedTransportEndsTheCallAndTheInterruptIsKept() {
    AtomicInteger requests = new AtomicInteger();
    CoolsetClient client =
        coolset(
                request -> {
                  requests.incrementAndGet();
                  throw new InterruptedException();
                })
            .build();

    RosterTransportException thrown =
        catchThrowableOfType(RosterTransportException.class, () -> client.users().me());

    assertThat(thrown).hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).as("the interrupt status").isTrue();
    assertThat(requests).hasValue(1);
  }

  /** The first wait fits into the time of the call, the second no more. */
  @Test
  void aCallEndsWithItsFailureIfTheNextWaitIsTooLongForTheTimeThatIsLeft() {
    Script script =
        new Script(number ->
            TransportResponse.of(
                503,
                Map.of("Content-Type", List.of("application/json"), "Retry-After", List.of("1")),
                "{}".getBytes(UTF_8)));
    CoolsetClient client = coolset(script).retries(5).callTimeout(Duration.ofMillis(1_900)).build();

    RosterApiException thrown =
        catchThrowableOfType(RosterApiException.class, () -> client.users().me());

    assertThat(thrown.status()).isEqualTo(503);
    assertThat(script.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aBodyMayBeAsLongAsIsAllowedAndNoLonger(int more) {
    CoolsetClient client =
        coolset(request ->
                TransportResponse.read(
                    200,
                    JSON,
                    new ByteArrayInputStream((ME + " ".repeat(more)).getBytes(UTF_8)),
                    request.largestBody(200)))
            .largestResponse(ME.length())
            .build();

    if (more == 0) {
      assertThat(client.users().me().id()).isEqualTo(1);
    } else {
      assertThatThrownBy(() -> client.users().me()).isInstanceOf(UnreadableResponseException.class);
    }
  }

  /** A server that cuts pages may send neither a total nor links. */
  @Test
  void aListWithoutTotalAndLinksIsAskedForUntilAPageIsEmpty() {
    List<String> pages = List.of("[{\"id\": 1}, {\"id\": 2}]", "[{\"id\": 3}]", "[]");
    Script script = new Script(number -> TransportResponse.json(200, pages.get(number)));

    assertThat(coolset(script).pageSize(2).build().users().stream().map(User::id))
        .containsExactly(1L, 2L, 3L);
    assertThat(script.requests())
        .extracting(request -> String.valueOf(request.uri().getQuery()))
        .satisfiesExactly(
            first -> assertThat(first).doesNotContain("offset=2", "offset=3"),
            second -> assertThat(second).contains("offset=2"),
            third -> assertThat(third).contains("offset=3"));
  }
}
