package dev.roster.testkit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as the server got it, and its response; secrets are three asterisks.
 *
 * {@snippet file="com/example/RosterExamplesTest.java" region="recorded"}
 *
 * @param at by the clock of the server
 * @param operationId of the contract; empty if the address or method is in none
 * @param target path and query
 * @param headers by names in lower case
 * @param status empty if there was no response
 * @param fault the injected fault, if any
 */
public record RecordedRequest(
    Instant at,
    Optional<String> operationId,
    String method,
    String target,
    Map<String, String> headers,
    String body,
    Optional<Integer> status,
    Map<String, String> responseHeaders,
    String responseBody,
    Optional<String> fault) {
  static RecordedRequest of(Map<String, Object> entry) {
    return new RecordedRequest(
        Instant.parse(String.valueOf(entry.get("at"))),
        text(entry, "operation_id"),
        String.valueOf(entry.get("method")),
        String.valueOf(entry.get("target")),
        headers(entry.get("request_headers")),
        String.valueOf(entry.get("request_body")),
        text(entry, "status").map(Integer::valueOf),
        headers(entry.get("response_headers")),
        String.valueOf(entry.get("response_body")),
        text(entry, "fault").map(kind -> kind.toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  private static Optional<String> text(Map<String, Object> entry, String member) {
    return Optional.ofNullable(entry.get(member)).map(Object::toString);
  }

  private static Map<String, String> headers(@Nullable Object headers) {
    Map<String, String> texts = new LinkedHashMap<>();
    Json.members(headers).forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }
}
