package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExceptionMapperTest {
  private static final UUID ANY = UUID.fromString("8d4bb975-eade-42fd-a064-bf448e493c1e");

  @AutoClose private final FakeServer server = new FakeServer();

  private final CoolsetClient coolset =
      CoolsetClient.builder().baseUri(server.uri()).token("t").retries(0).build();
  private final CompleatClient compleat =
      CompleatClient.builder().baseUri(server.uri()).tenant(ANY).key("k").retries(0).build();

  @ParameterizedTest
  @CsvSource({
    "400, ValidationException",
    "401, UnauthorizedException",
    "402, RosterApiException",
    "403, ForbiddenException",
    "404, NotFoundException",
    "405, RosterApiException",
    "409, ConflictException",
    "422, ValidationException",
    "429, RateLimitedException",
    "500, ServerFailureException",
    "502, ServerFailureException",
    "503, ServerFailureException",
    "504, ServerFailureException",
    "599, ServerFailureException",
  })
  void theStatusOfCoolsetDecidesTheException(int status, String exception) {
    server.answers(status, "{\"detail\": \"Because.\"}", Map.of("X-Request-Id", "r-17"));

    RosterApiException failure = coolsetFailure();

    assertThat(failure.getClass().getSimpleName()).isEqualTo(exception);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.body()).isEqualTo("{\"detail\": \"Because.\"}");
    assertThat(failure.requestId()).contains("r-17");
    assertThat(failure).hasMessage("HTTP " + status + ": Because. (request r-17)");
  }

  @ParameterizedTest
  @CsvSource({
    "400, CompleatRefusalException",
    "401, UnauthorizedException",
    "405, RosterApiException",
    "422, RosterApiException",
    "429, RateLimitedException",
    "500, ServerFailureException",
  })
  void theStatusOfCompleatDecidesTheException(int status, String exception) {
    server.answers(status, "{\"Message\": \"Because.\", \"MetaData\": {\"Version\": 1}}");

    RosterApiException failure = compleatFailure();

    assertThat(failure.getClass().getSimpleName()).isEqualTo(exception);
    assertThat(failure).hasMessage("HTTP " + status + ": Because.");
    assertThat(failure.requestId()).isEmpty();
  }

  @Test
  void theErrorCodeOfCompleatDecidesTheRefusal() {
    server
        .answers(400, "{\"ErrorCode\": 2, \"Message\": \"Unknown company\"}")
        .answers(400, "{\"ErrorCode\": 3, \"Message\": \"Unknown user\"}")
        .answers(400, "{\"ErrorCode\": 9, \"Message\": \"New\"}")
        .answers(400, "{\"Message\": \"An API version is required, but was not specified.\"}");

    RosterApiException company = compleatFailure();
    RosterApiException user = compleatFailure();
    RosterApiException later = compleatFailure();
    RosterApiException version = compleatFailure();

    assertThat(company).isInstanceOf(UnknownCompanyException.class).hasMessageEndingWith("company");
    assertThat(errorCode(company)).isEqualTo(OptionalInt.of(2));
    assertThat(user).isInstanceOf(UnknownUserException.class).hasMessageEndingWith("user");
    assertThat(errorCode(user)).isEqualTo(OptionalInt.of(3));
    assertThat(later).isExactlyInstanceOf(CompleatRefusalException.class);
    assertThat(errorCode(later)).isEqualTo(OptionalInt.of(9));
    assertThat(version).isExactlyInstanceOf(CompleatRefusalException.class);
    assertThat(errorCode(version)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.9", "true", "\"2.9\"", "99999999999", "2e0", "[2]", "null"})
  void whatIsNoErrorCodeIsNoneRatherThanAnother(String code) {
    server.answers(400, "{\"ErrorCode\": " + code + ", \"Message\": \"No\"}");

    RosterApiException failure = compleatFailure();

    assertThat(failure).isExactlyInstanceOf(CompleatRefusalException.class);
    assertThat(errorCode(failure)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"400", "422"})
  @Tag("promise:field-errors-400")
  void fieldErrorsAreKeptByFieldInOrder(int status) {
    server.answers(
        status,
        """
        {"email": ["Enter a valid email address.", "Too long."],
         "auth_group": ["This field is required."], "non_field_errors": ["Whole."]}
        """);

    ValidationException failure =
        catchThrowableOfType(ValidationException.class, () -> coolset.invitations().invite("x", 3));

    assertThat(failure.fieldErrors().keySet()).containsExactly("email", "auth_group");
    assertThat(failure.messagesFor("email"))
        .containsExactly("Enter a valid email address.", "Too long.");
    assertThat(failure.messagesFor("company")).isEmpty();
    assertThat(failure.messages()).containsExactly("Whole.");
    assertThat(failure)
        .hasMessage(
            "HTTP "
                + status
                + ": Whole.; email: Enter a valid email address. Too long.;"
                + " auth_group: This field is required.");
  }

  @Test
  void everyFormOfABadRequestIsRead() {
    server
        .answers(400, "{\"detail\": \"JSON parse error\"}")
        .answers(400, "[\"Null characters are not allowed.\"]")
        .answers(
            400,
            "{\"detail\": \"Bad\", \"error_code\": \"e1\", \"field_errors\": {\"a\": [\"b\"]}}")
        .answers(400, "{\"detail\": [\"Is a field here.\"], \"plain\": \"text\"}")
        .answers(400, "{\"a\": {\"b\": [\"c\"]}, \"list\": [{}, {\"x\": [\"y\"]}]}")
        .answers(400, "<html>nginx</html>")
        .answers(400, "");

    assertValidation(Map.of(), "JSON parse error");
    assertValidation(Map.of(), "Null characters are not allowed.");
    assertValidation(Map.of("a", List.of("b")), "Bad");
    assertValidation(Map.of("detail", List.of("Is a field here."), "plain", List.of("text")));
    assertValidation(Map.of("a.b", List.of("c"), "list.1.x", List.of("y")));
    assertValidation(Map.of());
    assertValidation(Map.of());
  }

  @Test
  void theWaitOfAThrottlingComesFromTheHeaderElseFromTheBodyElseFromTheReset() {
    String words = "{\"detail\": \"Request was throttled. Expected available in 3599 seconds.\"}";
    server
        .answers(429, words, Map.of("Retry-After", "17"))
        .answers(429, words)
        .answers(429, "{\"detail\": \"Request was throttled. Expected available in 1 second.\"}")
        .answers(429, "slow down", Map.of("X-RateLimit-Reset", "1000", "Retry-After", "soon"))
        .answers(429, "slow down");

    assertThat(coolsetFailure().retryAfter()).contains(Duration.ofSeconds(17));
    assertThat(coolsetFailure().retryAfter()).contains(Duration.ofSeconds(3599));
    assertThat(coolsetFailure().retryAfter()).contains(Duration.ofSeconds(1));
    assertThat(coolsetFailure().retryAfter()).contains(Duration.ZERO);
    assertThat(coolsetFailure().retryAfter()).isEmpty();
  }

  @Test
  void theThrottlingOfTheGatewayInFrontOfCompleatIsUnderstood() {
    server.answers(
        429,
        "{ \"statusCode\": 429, \"message\": \"Rate limit is exceeded. Try again in 30 seconds.\""
            + " }");

    RosterApiException failure = compleatFailure();

    assertThat(failure).isInstanceOf(RateLimitedException.class);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30));
    assertThat(failure).hasMessageContaining("Rate limit is exceeded.");
  }

  @Test
  void aPageOfAProxyIsCarriedButNotParsed() {
    String page = "<html><body>502 Bad Gateway, schön</body></html>";
    server.answers(502, page, Map.of("Content-Type", "text/html"));

    RosterApiException failure = coolsetFailure();

    assertThat(failure).isInstanceOf(ServerFailureException.class);
    assertThat(failure.body()).isEqualTo(page);
    assertThat(failure).hasMessage("HTTP 502: the response gives no reason");
  }

  @Test
  void aSuccessThatCannotBeReadIsNotTakenForATransportFailure() {
    server
        .answers(200, "<html>captive portal</html>", Map.of("X-Request-Id", "r-1"))
        .answers(200, "")
        .answers(200, "null")
        .answers(200, "[]");

    RosterApiException portal = coolsetFailure();
    assertThat(portal).isInstanceOf(UnreadableResponseException.class);
    assertThat(portal.status()).isEqualTo(200);
    assertThat(portal.body()).isEqualTo("<html>captive portal</html>");
    assertThat(portal.requestId()).contains("r-1");
    assertThat(coolsetFailure()).isInstanceOf(UnreadableResponseException.class);
    assertThat(coolsetFailure()).isInstanceOf(UnreadableResponseException.class);
    assertThat(coolsetFailure()).isInstanceOf(UnreadableResponseException.class);
  }

  @Test
  void theMessageStaysOneShortLine() {
    server.answers(403, "{\"detail\": \"line\\r\\nbreak " + "x".repeat(5000) + "\"}");

    String message = coolsetFailure().getMessage();

    assertThat(message).startsWith("HTTP 403: line break xxx").hasSizeLessThan(350);
  }

  private void assertValidation(Map<String, List<String>> fields, String... messages) {
    ValidationException failure = (ValidationException) coolsetFailure();
    assertThat(failure.fieldErrors()).isEqualTo(fields);
    assertThat(failure.messages()).containsExactly(messages);
  }

  private static OptionalInt errorCode(RosterApiException failure) {
    return ((CompleatRefusalException) failure).errorCode();
  }

  private RosterApiException coolsetFailure() {
    return catchThrowableOfType(RosterApiException.class, () -> coolset.users().me());
  }

  private RosterApiException compleatFailure() {
    return catchThrowableOfType(RosterApiException.class, () -> compleat.user(ANY));
  }
}
