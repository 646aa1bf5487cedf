package dev.roster.contract.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roster.alignment.check.Check;
import dev.roster.client.CallObserver;
import dev.roster.client.CoolsetClient;
import dev.roster.client.RosterApiException;
import dev.roster.client.transport.TransportResponse;
import dev.roster.contract.InReport;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits between the attempts of the client: how long, and by which clock. */
@InReport(check = Check.CLIENT_DOCUMENT)
class ClientWaitsIT {
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

      assertThat(Script.coolset(script).build().users().me().id()).as("%d", status).isEqualTo(1);
    }
    for (int status : List.of(400, 403, 404)) {
      Script script =
          new Script(number -> TransportResponse.of(status, headers, "{}".getBytes(UTF_8)));
      RosterApiException thrown =
          catchThrowableOfType(
              RosterApiException.class, () -> Script.coolset(script).build().users().me());

      assertThat(thrown.retryAfter()).as("%d", status).isEmpty();
    }
  }

  /** A wait is too long if it is longer than the longest, and not if it is the longest. */
  @Test
  void theLongestWaitIsWaited() {
    Script script =
        new Script(number ->
            TransportResponse.of(
                number == 0 ? 429 : 200,
                Map.of("Content-Type", List.of("application/json"), "Retry-After", List.of("1")),
                "{\"id\": 1}".getBytes(UTF_8)));

    assertThat(
            Script.coolset(script)
                .longestRetryWait(Duration.ofSeconds(1))
                .build()
                .users()
                .me()
                .id())
        .isEqualTo(1);
    assertThat(script.requests()).hasSize(2);
  }

  /** Each wait is at least half of its bound, and the bound doubles. */
  @Test
  void waitsDouble() {
    List<Duration> waits = new ArrayList<>();
    Script script = new Script(number -> TransportResponse.json(503, "{}"));
    CoolsetClient client =
        CoolsetClient.builder()
            .baseUri(Script.NOWHERE)
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

  private static Duration retryAfter(int status, Map<String, String> sent) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("Content-Type", List.of("application/json"));
    sent.forEach((name, value) -> headers.put(name, List.of(value)));
    Script script =
        new Script(number -> TransportResponse.of(status, headers, "{}".getBytes(UTF_8)));
    RosterApiException thrown =
        catchThrowableOfType(
            RosterApiException.class, () -> Script.coolset(script).retries(0).build().users().me());
    return thrown.retryAfter().orElseThrow();
  }

  /** Clocks of clients are wrong by minutes; the response says what the time of the server is. */
  @ParameterizedTest
  @ValueSource(strings = {"Wed, 01 Jan 2020 10:00:00 GMT", "Tue, 01 Jan 2075 10:00:00 GMT"})
  void aMomentIsMeantByTheClockOfTheServer(String date) {
    Instant now = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    String then = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.plusSeconds(20).atOffset(UTC));
    String reset = Long.toString(now.getEpochSecond() + 20);

    for (int status : List.of(429, 503)) {
      assertThat(retryAfter(status, Map.of("Date", date, "Retry-After", then)))
          .isEqualTo(Duration.ofSeconds(20));
      assertThat(retryAfter(status, Map.of("Date", date, "Retry-After", "20")))
          .isEqualTo(Duration.ofSeconds(20));
      assertThat(retryAfter(status, Map.of("Date", then, "Retry-After", date)))
          .as("what is over")
          .isEqualTo(Duration.ZERO);
    }
    assertThat(retryAfter(429, Map.of("Date", date, "X-RateLimit-Reset", reset)))
        .isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void aMomentWithoutADateIsMeantByTheOwnClock() {
    Instant then = Instant.now().plusSeconds(600);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atOffset(UTC));

    assertThat(retryAfter(503, Map.of("Retry-After", date)))
        .isBetween(Duration.ofSeconds(500), Duration.ofSeconds(600));
  }
}
