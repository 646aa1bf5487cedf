package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roster.coolset.model.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WithResponseTest {
  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Request-Id", "r-1",
          "X-RateLimit-Limit", "1000",
          "X-RateLimit-Remaining", "998",
          "X-RateLimit-Reset", "1793491200");
  private static final RateLimit LIMIT =
      new RateLimit(1000, 998, Instant.ofEpochSecond(1_793_491_200));

  @AutoClose private final FakeServer server = new FakeServer();
  private final CoolsetClient client =
      CoolsetClient.builder()
          .baseUri(server.uri())
          .token("t")
          .pageSize(1)
          .sleeper(ignored -> {})
          .build();

  @Test
  void aSuccessTellsItsRequestIdRateLimitAttemptsAndDuration() {
    server.answers(503, "", Map.of("X-Request-Id", "r-0")).answers(200, "{\"id\": 5}", HEADERS);

    ApiResponse<User> response = client.withResponse(api -> api.users().me());

    assertThat(response.value().id()).isEqualTo(5);
    CallInfo call = response.call();
    assertThat(call.operation()).isEqualTo("accounts_users_me");
    assertThat(call.status()).isEqualTo(200);
    assertThat(call.requestId()).contains("r-1");
    assertThat(call.rateLimit()).contains(LIMIT);
    assertThat(call.attempts()).isEqualTo(2);
    assertThat(call.duration()).isPositive();
    assertThat(call.headers().firstValue("x-request-id")).contains("r-1");
    assertThat(call.toString())
        .startsWith("CallInfo[accounts_users_me, HTTP 200, request r-1, attempts 2, ");
  }

  @Test
  void aFailureTellsTheSame() {
    server.answers(503, "").answers(403, "{\"detail\": \"no\"}", HEADERS);

    ForbiddenException failure =
        catchThrowableOfType(ForbiddenException.class, () -> client.users().me());

    assertThat(failure.requestId()).contains("r-1");
    assertThat(failure.rateLimit()).contains(LIMIT);
    assertThat(failure.attempts()).isEqualTo(2);
    assertThat(failure.duration()).isPositive();
    assertThat(failure.headers().firstValue("x-request-id")).contains("r-1");
  }

  @Test
  void anExceptionThatATestMadeHasNoAttempts() {
    NotFoundException made = new NotFoundException("{}");

    assertThat(made.attempts()).isZero();
    assertThat(made.duration()).isEqualTo(Duration.ZERO);
    assertThat(made.rateLimit()).isEmpty();
  }

  @Test
  void everyPageOfAListIsACall() {
    server
        .answers(200, "[{\"id\": 1}]", Map.of("X-Total-Count", "2", "X-Request-Id", "r-1"))
        .answers(200, "[{\"id\": 2}]", Map.of("X-Total-Count", "2", "X-Request-Id", "r-2"));

    ApiResponse<List<Long>> response =
        client.withResponse(api -> api.users().stream().map(User::id).toList());

    assertThat(response.value()).containsExactly(1L, 2L);
    assertThat(response.calls())
        .map(call -> call.requestId().orElse(""))
        .containsExactly("r-1", "r-2");
    assertThat(response.call()).isEqualTo(response.calls().get(1));
  }

  @Test
  void theCompleatClientHasItToo() {
    server.answers(200, "{\"Users\": []}", HEADERS);
    CompleatClient compleat =
        CompleatClient.builder().baseUri(server.uri()).tenant(UUID.randomUUID()).key("k").build();

    assertThat(compleat.withResponse(CompleatClient::users).call().requestId()).contains("r-1");
  }

  @Test
  void optionsAndResponsesGoTogetherAndInsideEachOther() {
    server.answers(200, "{\"id\": 5}", HEADERS);
    CallOptions routed = CallOptions.builder().header("X-Route", "a").build();

    ApiResponse<ApiResponse<User>> response =
        client.with(routed).withResponse(api -> api.withResponse(inner -> inner.users().me()));

    assertThat(response.calls()).isEqualTo(response.value().calls()).hasSize(1);
    assertThat(server.onlyRequest().header("X-Route")).isEqualTo("a");
  }

  @Test
  void aFunctionWithoutACallIsRefusedWithTheReason() {
    assertThatIllegalStateException()
        .isThrownBy(() -> client.withResponse(api -> api.users().stream()))
        .withMessageContaining("toList()");
  }

  @Test
  void aRateLimitThatIsNoneIsNotReported() {
    server.answers(
        200, "{\"id\": 5}", Map.of("X-RateLimit-Limit", "many", "X-RateLimit-Remaining", "1"));

    assertThat(client.withResponse(api -> api.users().me()).call().rateLimit()).isEmpty();
  }
}
