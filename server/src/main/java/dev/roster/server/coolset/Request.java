package dev.roster.server.coolset;

import dev.roster.server.access.UserCaller;
import dev.roster.server.coolset.django.DjangoQuery;
import dev.roster.server.http.Exchange;

/** The request that a resource of this door answers. */
record Request(UserCaller caller, DjangoQuery query) {

  /** The request that this thread works on. */
  static Request current() {
    Exchange exchange = Exchange.current();
    return new Request(
        (UserCaller) exchange.caller(), new DjangoQuery(exchange.rawQuery().orElse("")));
  }
}
