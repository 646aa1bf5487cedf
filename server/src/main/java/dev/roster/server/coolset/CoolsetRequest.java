package dev.roster.server.coolset;

import dev.roster.server.caller.AuthGroup;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.coolset.django.DjangoQuery;
import dev.roster.server.http.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one request that the Coolset door reads, each once. Not safe for use by several
 * threads.
 */
final class CoolsetRequest {
  private final Exchange exchange;
  private final DjangoQuery query;
  private @Nullable AuthGroup invited;

  private CoolsetRequest(Exchange exchange) {
    this.exchange = exchange;
    this.query = new DjangoQuery(exchange.rawQuery().orElse(""));
  }

  /** The request of the exchange that this thread works on. */
  static CoolsetRequest current() {
    return of(Exchange.current());
  }

  static CoolsetRequest of(Exchange exchange) {
    return exchange.kept(CoolsetRequest.class, () -> new CoolsetRequest(exchange));
  }

  UserCaller caller() {
    return exchange.caller(UserCaller.class);
  }

  DjangoQuery query() {
    return query;
  }

  /**
   * Keeps the auth group that the body names, which {@link CoolsetBodyReader} found in the
   * database.
   */
  void invites(AuthGroup group) {
    invited = group;
  }

  /**
   * The auth group that the body names.
   *
   * @throws IllegalStateException if the body was not read
   */
  AuthGroup invited() {
    if (invited == null) {
      throw new IllegalStateException("the body names no auth group");
    }
    return invited;
  }
}
