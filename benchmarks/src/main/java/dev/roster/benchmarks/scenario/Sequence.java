package dev.roster.benchmarks.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A variable with another value in each request: numbers that go round, all of the same width, so
 * that a request never changes its length.
 *
 * @param from the first number; null for one that no earlier run has used
 * @param to the last number; null for no end
 * @param width the number of characters
 * @param radix 10 or 16
 * @param padding what fills the width on the left
 */
public record Sequence(
    @Nullable Long from,
    @Nullable Long to,
    @JsonProperty(required = true) int width,
    @Nullable Integer radix,
    @Nullable String padding) {

  /** The first number: microseconds of the clock if none is given. */
  long first() {
    return from == null ? System.currentTimeMillis() * 1000 : from;
  }

  /** The number after this one. */
  long after(long number) {
    return to != null && number >= to ? first() : number + 1;
  }

  /** The characters of a number. */
  String text(long number) {
    String digits = Long.toString(number, radix == null ? 10 : radix);
    return (padding == null ? "0" : padding).repeat(Math.max(0, width - digits.length())) + digits;
  }
}
