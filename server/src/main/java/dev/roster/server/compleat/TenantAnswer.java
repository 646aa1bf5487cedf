package dev.roster.server.compleat;

import dev.roster.server.http.Exchange;
import java.util.Optional;

/**
 * The answer to the query of an operation, which was read with the tenant.
 *
 * @param found empty if the tenant has nothing with the id of the path
 */
record TenantAnswer(Optional<?> found) {
  /** Keeps an answer to {@link TenantQuery#about} with the exchange. */
  static void keep(Exchange exchange, Object answer) {
    exchange.kept(TenantAnswer.class, () -> new TenantAnswer((Optional<?>) answer));
  }

  /** The answer of the current exchange. */
  static <T> Optional<T> current(Class<T> type) {
    return Exchange.current()
        .kept(TenantAnswer.class, () -> new TenantAnswer(Optional.empty()))
        .found()
        .map(type::cast);
  }
}
