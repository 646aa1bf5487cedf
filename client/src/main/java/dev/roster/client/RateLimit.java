package dev.roster.client;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rate limit of a token or key, from the headers {@code X-RateLimit-Limit}, {@code
 * X-RateLimit-Remaining} and {@code X-RateLimit-Reset} of a response.
 *
 * {@snippet file="com/example/ClientExamples.java" region="remaining"}
 *
 * @param limit the number of requests in a period
 * @param remaining how many of them are left
 * @param reset the end of the period, by the server's clock
 */
public record RateLimit(long limit, long remaining, Instant reset) {
  /** Reads the three headers; empty if one is missing or is not a number. */
  static Optional<RateLimit> of(HttpHeaders headers) {
    OptionalLong limit = number(headers, "X-RateLimit-Limit");
    OptionalLong remaining = number(headers, "X-RateLimit-Remaining");
    OptionalLong reset = number(headers, "X-RateLimit-Reset");
    return limit.isPresent() && remaining.isPresent() && reset.isPresent()
        ? Optional.of(
            new RateLimit(
                limit.getAsLong(), remaining.getAsLong(), Instant.ofEpochSecond(reset.getAsLong())))
        : Optional.empty();
  }

  private static OptionalLong number(HttpHeaders headers, String name) {
    return headers
        .firstValue(name)
        .map(String::strip)
        .filter(digits -> digits.matches("\\d{1,12}"))
        .map(digits -> OptionalLong.of(Long.parseLong(digits)))
        .orElse(OptionalLong.empty());
  }
}
