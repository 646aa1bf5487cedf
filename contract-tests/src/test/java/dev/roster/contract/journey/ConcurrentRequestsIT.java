package dev.roster.contract.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.alignment.check.Check;
import dev.roster.contract.InReport;
import dev.roster.contract.SharedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests under one key while another is being worked on. A lock on the table of keys holds them
 * where they meet, so that their order is none of chance.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InReport(check = Check.JOURNEYS)
@Tag("promise:idempotency-key-in-progress")
class ConcurrentRequestsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** On a busy machine two requests may not meet at once. */
  private static final int ATTEMPTS = 10;

  private final HttpClient http = HttpClient.newHttpClient();

  @AfterAll
  void close() {
    http.close();
  }

  /** The operations that take a key. */
  enum Keyed {
    INVITE("a caller", "/api/accounts/invitations/") {
      @Override
      String body(Map<String, Object> state) {
        return "{\"email\": \"%s@example.org\", \"auth_group\": 3}".formatted(UUID.randomUUID());
      }
    },
    SWITCH("a switch made under a key", "/api/accounts/workspaces/switch/") {
      @Override
      String body(Map<String, Object> state) {
        return "{\"company_id\": " + state.get("other_company_id") + "}";
      }
    },
    RESEND("a pending invitation", "/console/api/invitations/{invitation_id}/resend") {
      @Override
      String body(Map<String, Object> state) {
        return "";
      }
    };

    final String state;
    private final String path;

    Keyed(String state, String path) {
      this.state = state;
      this.path = path;
    }

    abstract String body(Map<String, Object> state);

    String path(Map<String, Object> values) {
      return path.replace("{invitation_id}", String.valueOf(values.get("invitation_id")));
    }
  }

  /** Holds the whole table of keys: requests wait before they look. */
  private static HeldLock keys() throws SQLException {
    return HeldLock.ofTable("idempotency_key");
  }

  /** Holds a key of an invitation: requests have looked, and wait to write it. */
  private static HeldLock key(Object token, String key) throws SQLException {
    return HeldLock.ofRow(
        """
        INSERT INTO idempotency_key (person_id, operation, key_hash, content_hash, result)
        SELECT person_id, 'invite', sha256(convert_to(?, 'UTF8')), sha256('other'), 'other'
        FROM api_token WHERE token_hash = sha256(convert_to(?, 'UTF8'))
        """,
        key,
        token.toString());
  }

  private CompletableFuture<HttpResponse<String>> send(
      Map<String, Object> state, String path, String body, String key) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(SharedServer.roster().baseUri() + path))
            .header("Authorization", "Bearer " + state.get("token"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(CompletableFuture<HttpResponse<String>> sent)
      throws Exception {
    return sent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * The responses to two requests under one key that wait for the same lock.
   *
   * @param looked whether they have looked for the key before
   */
  private List<HttpResponse<String>> together(Keyed operation, boolean same, boolean looked)
      throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<String, Object> state = SharedServer.roster().set(operation.state);
      String path = operation.path(state);
      String body = operation.body(state);
      String key = UUID.randomUUID().toString();
      boolean met;
      List<CompletableFuture<HttpResponse<String>>> sent;
      try (HeldLock held = looked ? key(state.get("token"), key) : keys()) {
        sent =
            List.of(
                send(state, path, body, key),
                send(state, path, same ? body : operation.body(state), key));
        met = held.holds(2);
      }
      List<HttpResponse<String>> responses = List.of(get(sent.get(0)), get(sent.get(1)));
      if (met) {
        return responses;
      }
    }
    throw new AssertionError("two requests never waited for each other");
  }

  @ParameterizedTest
  @EnumSource
  void anEqualRequestIsDoneOnceAndRepeated(Keyed operation) throws Exception {
    List<HttpResponse<String>> responses = together(operation, true, false);

    HttpResponse<String> one = responses.get(0);
    HttpResponse<String> other = responses.get(1);
    assertThat(one.statusCode()).as(one.body()).isBetween(200, 201);
    assertThat(other.statusCode()).as(other.body()).isEqualTo(one.statusCode());
    assertThat(other.body()).isEqualTo(one.body());
    assertThat(responses)
        .extracting(each -> each.headers().firstValue("Idempotent-Replayed").isPresent())
        .containsExactlyInAnyOrder(true, false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDifferentRequestUnderTheKeyIsRefused(boolean looked) throws Exception {
    assertThat(together(Keyed.INVITE, false, looked))
        .extracting(HttpResponse::statusCode)
        .containsExactlyInAnyOrder(201, 409);
  }

  @ParameterizedTest
  @EnumSource
  void aBlockedRequestWaitsAFewSecondsAndIsThen503(Keyed operation) throws Exception {
    Map<String, Object> state = SharedServer.roster().set(operation.state);
    String body = operation.body(state);
    String key = UUID.randomUUID().toString();
    HttpResponse<String> refused;
    try (HeldLock held = keys()) {
      CompletableFuture<HttpResponse<String>> sent = send(state, operation.path(state), body, key);
      assertThat(held.holds(1)).isTrue();
      assertThatThrownBy(() -> sent.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      refused = get(sent);
    }
    HttpResponse<String> again = get(send(state, operation.path(state), body, key));

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
    assertThat(again.statusCode()).as(again.body()).isBetween(200, 201);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).isEmpty();
  }
}
