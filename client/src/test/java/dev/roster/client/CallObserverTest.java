package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roster.client.CallObserver.Attempt;
import dev.roster.client.CallObserver.Observation;
import dev.roster.client.CallObserver.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CallObserverTest {
  @AutoClose private final FakeServer server = new FakeServer();
  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  private final CoolsetClient.Builder builder =
      CoolsetClient.builder()
          .baseUri(server.uri())
          .token("t0ken")
          .sleeper(ignored -> {})
          .observer(CallObserver.of(outcomes::add));

  @Test
  void everyAttemptIsReportedWithItsEnd() {
    server
        .answers(503, "", Map.of("Retry-After", "3", "X-Request-Id", "r-1"))
        .answers(200, "{\"id\": 5}", Map.of("X-Request-Id", "r-2"));

    builder.build().users().me();

    assertThat(outcomes).hasSize(2);
    Outcome first = outcomes.get(0);
    assertThat(first.attempt())
        .isEqualTo(
            new Attempt("accounts_users_me", "GET", "/api/accounts/users/me/", server.uri(), 1));
    assertThat(first.status()).hasValue(503);
    assertThat(first.requestId()).contains("r-1");
    assertThat(first.duration()).isPositive();
    assertThat(first.failure()).containsInstanceOf(ServerFailureException.class);
    assertThat(first.retryIn().orElseThrow())
        .isBetween(Duration.ofSeconds(3), Duration.ofMillis(3250));
    Outcome second = outcomes.get(1);
    assertThat(second.attempt().number()).isEqualTo(2);
    assertThat(second.status()).hasValue(200);
    assertThat(second.failure()).isEmpty();
    assertThat(second.retryIn()).isEmpty();
    assertThat(second.toString())
        .startsWith("GET /api/accounts/users/me/ attempt 2: HTTP 200 after ")
        .endsWith(", request r-2");
  }

  @Test
  void aMissingResponseIsReportedWithoutAStatus() {
    server.close();

    assertThatExceptionOfType(RosterTransportException.class)
        .isThrownBy(() -> builder.retries(0).build().users().me());

    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).status()).isEmpty();
    assertThat(outcomes.get(0).retryIn()).isEmpty();
    assertThat(outcomes.get(0).toString()).contains("no response", "RosterTransportException");
  }

  @Test
  void aTokenThatCannotBeHadIsReported() {
    builder.token(() -> {
      throw new IllegalStateException("vault closed");
    });

    assertThatExceptionOfType(RosterCredentialException.class)
        .isThrownBy(() -> builder.build().users().me());

    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).failure()).containsInstanceOf(RosterCredentialException.class);
  }

  @Test
  void noValueOfAPathOrQueryAndNoCredentialIsSeen() {
    UUID invitation = UUID.randomUUID();
    server.answers(404, "{\"detail\": \"no\"}").answers(200, "[]");
    CoolsetClient client = builder.build();

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> client.invitations().byId(invitation));
    client.users().page("ada", 10, 0);

    assertThat(outcomes).hasSize(2);
    assertThat(outcomes.get(0).attempt().path()).isEqualTo("/api/accounts/invitations/{id}/");
    assertThat(outcomes)
        .allSatisfy(outcome ->
            assertThat(outcome.toString() + outcome.attempt() + outcome.failure())
                .doesNotContain("t0ken", "ada", invitation.toString()));
  }

  @Test
  void itsHeadersAreSentButReplaceNoneOfTheClient() {
    server.answers(200, "{\"id\": 5}");
    builder.observer(attempt ->
        new Observation() {
          @Override
          public Map<String, String> headers() {
            return Map.of("traceparent", "00-" + attempt.number());
          }

          @Override
          public void ended(Outcome outcome) {}
        });
    builder.observer(attempt ->
        new Observation() {
          @Override
          public Map<String, String> headers() {
            return Map.of("Authorization", "Bearer other");
          }

          @Override
          public void ended(Outcome outcome) {}
        });

    builder.build().users().me();

    assertThat(server.onlyRequest().header("traceparent")).isEqualTo("00-1");
    assertThat(server.onlyRequest().header("Authorization")).isEqualTo("Bearer t0ken");
  }

  @Test
  void anObserverThatThrowsChangesNoCallAndNoOtherObserver() {
    server.answers(200, "{\"id\": 5}");
    builder
        .observer(attempt -> {
          throw new IllegalStateException("at the start");
        })
        .observer(attempt ->
            outcome -> {
              throw new IllegalStateException("at the end");
            })
        .observer(CallObserver.of(outcomes::add));

    assertThat(builder.build().users().me().id()).isEqualTo(5);
    assertThat(outcomes).hasSize(2);
  }
}
