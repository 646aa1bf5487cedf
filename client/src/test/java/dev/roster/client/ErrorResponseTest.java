package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ErrorResponseTest {
  private static final String NOW = "Wed, 21 Oct 2015 07:28:00 GMT";

  @Test
  void aDateToRetryAtIsMeasuredByTheServersClock() {
    assertThat(
            answer(503, Map.of("Retry-After", "Wed, 21 Oct 2015 07:30:00 GMT", "Date", NOW))
                .retryAfter())
        .contains(Duration.ofMinutes(2));
  }

  @Test
  void aDateInThePastMeansNow() {
    assertThat(answer(503, Map.of("Retry-After", "Wed, 21 Oct 2015 07:00:00 GMT")).retryAfter())
        .contains(Duration.ZERO);
  }

  @Test
  void theResetOfTheRateLimitIsMeasuredByTheServersClock() {
    assertThat(answer(429, Map.of("X-RateLimit-Reset", "1445412540", "Date", NOW)).retryAfter())
        .contains(Duration.ofMinutes(1));
  }

  @Test
  void theResetOfTheRateLimitMeansNothingWithoutAThrottling() {
    assertThat(answer(503, Map.of("X-RateLimit-Reset", "1445412540", "Date", NOW)).retryAfter())
        .isEmpty();
  }

  @Test
  void nonsenseToRetryAfterIsIgnored() {
    assertThat(answer(503, Map.of("Retry-After", "-5")).retryAfter()).isEmpty();
    assertThat(answer(503, Map.of("Retry-After", "1.5")).retryAfter()).isEmpty();
    assertThat(answer(503, Map.of("Retry-After", "")).retryAfter()).isEmpty();
  }

  @Test
  void aNumberThatIsTooLongToBeMeantIsAWaitForEver() {
    assertThat(answer(503, Map.of("Retry-After", "9".repeat(40))).retryAfter())
        .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofDays(365)));
  }

  private static ErrorResponse answer(int status, Map<String, String> headers) {
    Map<String, List<String>> lists =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    return new ErrorResponse(status, HttpHeaders.of(lists, (name, value) -> true), "");
  }
}
