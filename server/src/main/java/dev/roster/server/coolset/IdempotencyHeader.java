package dev.roster.server.coolset;

import dev.roster.server.http.Exchange;
import dev.roster.server.idempotency.IdempotencyKey;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code Idempotency-Key}. */
final class IdempotencyHeader {
  private static final String NAME = "Idempotency-Key";

  private IdempotencyHeader() {}

  /**
   * Refuses a malformed header, before a body is read for nothing.
   *
   * @throws dev.roster.server.http.RefusalException unless there is none or one that can be read
   */
  static void check(ContainerRequestContext request) {
    List<String> sent = request.getHeaders().get(NAME);
    if (sent == null) {
      return;
    }
    if (sent.size() > 1) {
      throw CoolsetErrors.malformedKey();
    }
    Optional<IdempotencyKey> unused = read(sent.getFirst());
  }

  /** The key of a request; empty if it has none. */
  static Optional<IdempotencyKey> read(@Nullable String sent) {
    if (sent == null) {
      return Optional.empty();
    }
    return Optional.of(IdempotencyKey.ofHeader(sent).orElseThrow(CoolsetErrors::malformedKey));
  }

  /** Marks the response as that of an earlier request. */
  static void replayed(Exchange exchange) {
    exchange.addHeader("Idempotent-Replayed", "true");
  }
}
