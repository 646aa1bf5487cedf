package dev.roster.server.security;

import dev.roster.server.testing.RawResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Responses as an attacker compares them. */
final class ResponseComparison {
  /** The parts that differ from one response to the next in any case. */
  private static final Set<String> NOISE =
      Set.of("date", "x-request-id", "x-ratelimit-remaining", "x-ratelimit-reset");

  private ResponseComparison() {}

  /** Status, all other headers and body of an answer. */
  static String withoutNoise(RawResponse response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers());
    headers.keySet().removeAll(NOISE);
    return response.status() + " " + headers + " " + response.text();
  }
}
