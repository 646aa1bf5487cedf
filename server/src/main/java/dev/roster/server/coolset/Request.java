package dev.roster.server.coolset;

import dev.roster.server.caller.AuthGroup;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.coolset.django.DjangoQuery;
import dev.roster.server.http.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one request that this door reads, each once. Not safe for use by several threads.
 */
final class Request {
  private final Exchange exchange;
  private final DjangoQuery query;
  private @Nullable AuthGroup invited;

  private Request(Exchange exchange) {
    this.exchange = exchange;
    this.query = new DjangoQuery(exchange.rawQuery().orElse(""));
  }

  /** The request of the exchange that this thread works on. */
  static Request current() {
    return of(Exchange.current());
  }

  static Request of(Exchange exchange) {
    return exchange.kept(Request.class, () -> new Request(exchange));
  }

  UserCaller caller() {
    return exchange.caller(UserCaller.class);
  }

  DjangoQuery query() {
    return query;
  }

  /** Keeps the auth group that the body names, which {@link BodyReader} found in the database. */
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
