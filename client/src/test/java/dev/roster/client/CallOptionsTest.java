package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class CallOptionsTest {
  private static final String ME = "{\"id\": 5}";

  @AutoClose private final FakeServer server = new FakeServer();
  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private final CoolsetClient client = builder().build();

  private CoolsetClient.Builder builder() {
    return CoolsetClient.builder().baseUri(server.uri()).token("t0ken").sleeper(waits::add);
  }

  @Test
  void aHeaderGoesWithTheCallsOfTheOptionsAlone() {
    server.answers(200, ME).answers(200, ME);

    client.with(CallOptions.builder().header("traceparent", "00-1").build()).users().me();
    client.users().me();

    assertThat(server.requests)
        .map(each -> each.header("traceparent"))
        .containsExactly("00-1", null);
  }

  @Test
  void aHeaderOfTheClientGoesWithEveryCallUnlessTheOptionsReplaceIt() {
    server.answers(200, ME).answers(200, ME);
    CoolsetClient routed = builder().header("X-Route", "a").build();

    routed.users().me();
    routed.with(CallOptions.builder().header("x-route", "b").build()).users().me();

    assertThat(server.requests).map(each -> each.header("X-Route")).containsExactly("a", "b");
  }

  @Test
  void theCompleatClientHasThemToo() {
    server.answers(200, "{\"Users\": []}");
    CompleatClient compleat =
        CompleatClient.builder().baseUri(server.uri()).tenant(UUID.randomUUID()).key("k").build();

    compleat.with(CallOptions.builder().header("X-Route", "a").build()).users();

    assertThat(server.onlyRequest().header("X-Route")).isEqualTo("a");
    assertThat(server.onlyRequest().header("x-api-compleat-key")).isEqualTo("k");
  }

  @Test
  void retriesOfTheOptionsReplaceThoseOfTheClient() {
    server.answers(503, "").answers(503, "");

    assertThatExceptionOfType(ServerFailureException.class)
        .isThrownBy(() -> client.with(CallOptions.builder().retries(1).build()).users().me())
        .satisfies(failure -> assertThat(failure.attempts()).isEqualTo(2));
    assertThat(server.requests).hasSize(2);
  }

  @Test
  void theTimeLimitOfARequestIsThatOfTheOptions() {
    server.hangs();
    CallOptions hurried = CallOptions.builder().requestTimeout(Duration.ofMillis(100)).build();

    RosterTransportException failure =
        catchThrowableOfType(
            RosterTransportException.class, () -> client.with(hurried).users().me());

    assertThat(failure.timedOut()).isTrue();
  }

  @Test
  void theTimeLimitOfACallCutsThatOfItsRequest() {
    server.hangs();
    CallOptions hurried = CallOptions.builder().callTimeout(Duration.ofMillis(100)).build();

    RosterTransportException failure =
        catchThrowableOfType(
            RosterTransportException.class, () -> client.with(hurried).users().me());

    assertThat(failure.timedOut()).isTrue();
    assertThat(failure.duration()).isBetween(Duration.ofMillis(90), Duration.ofSeconds(15));
  }

  @Test
  void aCallWithoutTimeForTheNextWaitEndsWithItsLastFailure() {
    server.answers(503, "", Map.of("Retry-After", "9"));
    CoolsetClient hurried = builder().callTimeout(Duration.ofSeconds(8)).build();

    assertThatExceptionOfType(ServerFailureException.class)
        .isThrownBy(() -> hurried.users().me())
        .satisfies(failure -> assertThat(failure.retryAfter()).contains(Duration.ofSeconds(9)));
    assertThat(waits).isEmpty();
  }

  @Test
  void aCallWithTimeForTheNextWaitIsRepeated() {
    server.answers(503, "", Map.of("Retry-After", "9")).answers(200, ME);

    builder().callTimeout(Duration.ofSeconds(60)).build().users().me();

    assertThat(waits).hasSize(1);
  }

  @Test
  void theIdempotencyKeyOfTheOptionsIsSent() {
    server
        .answers(201, "{\"id\": \"" + UUID.randomUUID() + "\"}")
        .answers(200, "{\"message\": \"done\"}");
    CallOptions keyed = CallOptions.builder().idempotencyKey("key-1").build();

    client.with(keyed).invitations().invite("ada@example.org", AuthGroups.EDITOR);
    client.with(keyed).workspaces().switchTo(7);

    assertThat(server.requests)
        .map(each -> each.header("Idempotency-Key"))
        .containsExactly("key-1", "key-1");
  }

  @Test
  void anIdempotencyKeyIsRefusedByACallThatChangesNothing() {
    CallOptions keyed = CallOptions.builder().idempotencyKey("key-1").build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.with(keyed).users().me())
        .withMessageContaining("accounts_users_me");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void optionsOnOptionsReplaceWhatTheySet() {
    server.answers(503, "").answers(200, ME);

    client
        .with(CallOptions.builder().retries(0).header("X-Route", "a").build())
        .with(CallOptions.builder().retries(1).header("X-Other", "b").build())
        .users()
        .me();

    assertThat(server.requests.get(1).header("X-Route")).isEqualTo("a");
    assertThat(server.requests.get(1).header("X-Other")).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization", "x-api-compleat-key", "IDEMPOTENCY-KEY", "User-Agent", "Host",
            "Content-Length",
        "Content-Type", "Proxy-Authorization", "Accept-Encoding", "", "a b", "a:b"
      })
  void headersOfTheClientItselfAndImpossibleOnesAreRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> CallOptions.builder().header(name, "v"));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().header(name, "v"));
  }

  @Test
  void aValueThatNoHeaderMayCarryIsRefusedWithoutRepeatingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallOptions.builder().header("X-Secret", "s3cret\r\nEvil: 1"))
        .withMessageContaining("X-Secret")
        .withMessageNotContaining("s3cret")
        .withNoCause();
  }

  @Test
  void nothingPrintsTheValueOfAHeader() {
    CallOptions options = CallOptions.builder().header("X-Secret", "s3cret").build();

    assertThat(options.toString()).contains("X-Secret").doesNotContain("s3cret");
  }
}
