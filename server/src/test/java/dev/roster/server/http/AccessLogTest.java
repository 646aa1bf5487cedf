package dev.roster.server.http;

import static dev.roster.server.http.BothContracts.COMPLEAT;
import static dev.roster.server.http.BothContracts.COOLSET;
import static dev.roster.server.http.BothContracts.END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.Waiting;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The event that each request leaves in the access log. */
class AccessLogTest {
  /** No test changes what is stored. */
  @AutoClose private static final BothContracts DOORS = new BothContracts();

  private final Logger access = (Logger) LoggerFactory.getLogger("dev.roster.access");
  private final ListAppender<ILoggingEvent> log =
      new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
          // else the thread that looks at the event first says which request it belongs to
          event.prepareForDeferredProcessing();
          super.append(event);
        }
      };

  @BeforeEach
  void listen() {
    log.start();
    access.addAppender(log);
  }

  @AfterEach
  void stop() {
    access.detachAppender(log);
  }

  /** The event of the response, which may be written after the response was read. */
  private ILoggingEvent eventOf(RawResponse answer) {
    String id = answer.header("x-request-id").orElseThrow();
    Waiting.until(() -> events(id).size() == 1);
    return events(id).getFirst();
  }

  private List<ILoggingEvent> events(String requestId) {
    return List.copyOf(log.list).stream()
        .filter(each -> requestId.equals(each.getMDCPropertyMap().get("http.request.id")))
        .toList();
  }

  private static Map<String, Object> fields(ILoggingEvent event) {
    return event.getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
  }

  @Test
  void theTraceOfTheCallerIsNamedInAllEventsOfItsRequest() {
    RawResponse answer =
        DOORS.send(
            "GET",
            COOLSET,
            Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"));

    assertThat(eventOf(answer).getMDCPropertyMap())
        .contains(
            entry("trace.id", "0af7651916cd43dd8448eb211c80319c"),
            entry("span.id", "b7ad6b7169203331"));
    assertThat(eventOf(DOORS.send("GET", COOLSET, Map.of())).getMDCPropertyMap())
        .containsOnlyKeys("http.request.id");
  }

  @Test
  void aPersonIsNamedByIdAndPublicIdOfTheToken() {
    RawResponse answer = DOORS.send("GET", COOLSET, Map.of());

    ILoggingEvent event = eventOf(answer);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(fields(event))
        .contains(
            entry("http.request.method", "GET"),
            entry("url.path", COOLSET),
            entry("http.response.status_code", 200),
            entry("http.response.body.bytes", (long) answer.body().length),
            entry("client.address", "127.0.0.1"),
            entry("roster.api", "coolset"))
        .containsKeys("user.id", "roster.credential", "event.duration", "roster.operation");
    assertThat(event.getFormattedMessage())
        .matches("GET " + COOLSET + " 200 \\d+ us \\d+ B [a-z_]+ user:\\d+/\\S+ 127.0.0.1");
  }

  @Test
  void aTenantIsNamedByIdAndIdOfTheKey() {
    RawResponse answer = DOORS.send("GET", COMPLEAT, Map.of());

    ILoggingEvent event = eventOf(answer);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(fields(event))
        .contains(entry("roster.api", "compleat"))
        .containsKeys("organization.id", "roster.credential")
        .doesNotContainKey("user.id");
  }

  /** An attack leaves its address, and not the guess. */
  @ParameterizedTest
  @ValueSource(strings = {COOLSET, COMPLEAT})
  void aRefusedCredentialLeavesAnAddressAndNoCredential(String target) {
    RawResponse answer =
        DOORS.exchange(
            "GET "
                + target
                + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer guessed-7\r\n"
                + "x-api-compleat-key: 0e7b1f2a-0000-4000-8000-00000000beef\r\n"
                + "x-api-version: 1\r\n"
                + END);

    ILoggingEvent event = eventOf(answer);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(fields(event))
        .contains(entry("client.address", "127.0.0.1"), entry("http.response.status_code", 401))
        .doesNotContainKeys("user.id", "organization.id", "roster.credential");
    assertThat(event.getFormattedMessage() + fields(event)).doesNotContain("guessed-7", "beef");
  }

  /** A success names only what exists; anything else may name a secret. */
  @Test
  void idsStandInThePathOfASuccessAndNothingLongInThatOfARefusal() {
    String unknown = COMPLEAT.replace("null", "7c9e6679-7425-40de-944b-e07fc1f90ae7");

    RawResponse success = DOORS.send("GET", COMPLEAT, Map.of());
    RawResponse refusal = DOORS.send("GET", unknown, Map.of());

    assertThat(success.status()).isEqualTo(200);
    assertThat(fields(eventOf(success))).contains(entry("url.path", COMPLEAT));
    assertThat(refusal.status()).isEqualTo(400);
    ILoggingEvent event = eventOf(refusal);
    assertThat(fields(event))
        .contains(entry("url.path", "/api/users/REDACTED/REDACTED"))
        .containsKeys("organization.id", "roster.operation");
    assertThat(event.getFormattedMessage()).startsWith("GET /api/users/REDACTED/REDACTED 400 ");
  }

  @Test
  void aMethodIsNoPlaceForASecretEither() {
    RawResponse answer = DOORS.send("MZYXWVUTSRQPONMLKJIHGFEDCBA-0123456789", COOLSET, Map.of());

    assertThat(answer.status()).isEqualTo(405);
    assertThat(fields(eventOf(answer))).contains(entry("http.request.method", "REDACTED"));
  }

  /** A request that never comes to a door has the id that its response names. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET " + COOLSET + " HTTP/3.7\r\nHost: x\r\n\r\n",
        "GET " + COOLSET + " HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n",
        "GET " + COOLSET + " HTTP/1.1\r\n\r\n"
      })
  void aRequestThatHttpRefusesIsLoggedWithAddressAndId(String request) {
    RawResponse answer = DOORS.exchange(request);

    ILoggingEvent event = eventOf(answer);
    assertThat(fields(event))
        .contains(
            entry("client.address", "127.0.0.1"),
            entry("http.response.status_code", answer.status()),
            entry("roster.api", "coolset"));
  }

  @Test
  void headersThatAreTooLongAreLogged() {
    RawResponse answer =
        DOORS.exchange(
            "GET "
                + COOLSET
                + " HTTP/1.1\r\nHost: x\r\nX-Long: "
                + "x".repeat(20_000)
                + "\r\n\r\n");

    assertThat(fields(eventOf(answer))).contains(entry("http.response.status_code", 431));
  }

  @Test
  void aTargetThatIsTooLongIsLoggedAndCut() {
    RawResponse answer =
        DOORS.exchange("GET /api/" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");

    ILoggingEvent event = eventOf(answer);
    assertThat(fields(event)).contains(entry("http.response.status_code", answer.status()));
    assertThat(event.getFormattedMessage()).hasSizeLessThan(500);
  }
}
