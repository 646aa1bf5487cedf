package dev.roster.testkit;

import dev.roster.server.sandbox.RequestJournal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the server got it, and its response; secrets are three asterisks.
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
  static RecordedRequest of(RequestJournal.Entry entry) {
    return new RecordedRequest(
        entry.at(),
        entry.operationId(),
        entry.method(),
        entry.target(),
        entry.requestHeaders(),
        entry.requestBody(),
        entry.status() == 0 ? Optional.empty() : Optional.of(entry.status()),
        entry.responseHeaders(),
        entry.responseBody(),
        entry.fault().map(Enum::name));
  }
}
