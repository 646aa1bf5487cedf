package dev.roster.server.compleat;

import dev.roster.server.directory.TenantUserDetail;
import dev.roster.server.http.Exchange;
import java.util.Optional;

/**
 * The user that was read with the tenant.
 *
 * @param user empty if the tenant has none with this id
 */
record TenantUserAnswer(Optional<TenantUserDetail> user) {
  /** Keeps an answer to {@code PersonService.byUid} with the exchange. */
  @SuppressWarnings("unchecked") // the query has made it
  static void keep(Exchange exchange, Object answer) {
    exchange.kept(
        TenantUserAnswer.class, () -> new TenantUserAnswer((Optional<TenantUserDetail>) answer));
  }

  /** The answer; empty if no valid id was asked for. */
  static Optional<TenantUserDetail> current() {
    return Exchange.current()
        .kept(TenantUserAnswer.class, () -> new TenantUserAnswer(Optional.empty()))
        .user();
  }
}
