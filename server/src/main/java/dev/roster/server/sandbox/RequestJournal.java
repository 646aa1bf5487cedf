package dev.roster.server.sandbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The newest requests and their responses, without secrets. Safe for use by many threads. */
public final class RequestJournal {
  private static final int NEWEST = 1000;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long last;

  /**
   * A request and its response.
   *
   * @param number counts from 1
   * @param at by the clock of the sandbox
   * @param tenant whose credential it carried, if one that this sandbox handed out
   * @param operationId empty if the address or method is in no contract
   * @param target path and query
   * @param status 0 if there was no response
   * @param fault what went wrong on request
   */
  public record Entry(
      long number,
      Instant at,
      Optional<UUID> tenant,
      Optional<String> operationId,
      String method,
      String target,
      Map<String, String> requestHeaders,
      String requestBody,
      int status,
      Map<String, String> responseHeaders,
      String responseBody,
      Optional<FaultRule.Kind> fault) {
    private Entry numbered(long next) {
      return new Entry(
          next,
          at,
          tenant,
          operationId,
          method,
          target,
          requestHeaders,
          requestBody,
          status,
          responseHeaders,
          responseBody,
          fault);
    }
  }

  synchronized void add(Entry entry) {
    entries.addLast(entry.numbered(++last));
    if (entries.size() > NEWEST) {
      entries.removeFirst();
    }
  }

  /** The requests in the order of their responses: of a tenant, of an operation, or all. */
  public synchronized List<Entry> list(Optional<UUID> tenant, Optional<String> operationId) {
    return entries.stream()
        .filter(entry -> tenant.isEmpty() || entry.tenant().equals(tenant))
        .filter(entry -> operationId.isEmpty() || entry.operationId().equals(operationId))
        .toList();
  }

  /** Forgets the requests of a tenant, or all. */
  public synchronized void clear(Optional<UUID> tenant) {
    entries.removeIf(entry -> tenant.isEmpty() || entry.tenant().equals(tenant));
  }
}
