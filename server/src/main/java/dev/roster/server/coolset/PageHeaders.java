package dev.roster.server.coolset;

import dev.roster.server.coolset.django.DjangoQuery;
import dev.roster.server.directory.PageRequest;
import dev.roster.server.http.Exchange;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets the headers for the size of a list and its neighbouring pages, where the body has no members
 * for them.
 */
final class PageHeaders {
  private PageHeaders() {}

  static void announce(Exchange exchange, DjangoQuery query, PageRequest pageRequest, long total) {
    exchange.addHeader("X-Total-Count", Long.toString(total));
    List<String> links = new ArrayList<>();
    query
        .next(exchange.address(), pageRequest, total)
        .ifPresent(url -> links.add(link(url, "next")));
    query.previous(exchange.address(), pageRequest).ifPresent(url -> links.add(link(url, "prev")));
    if (!links.isEmpty()) {
      exchange.addHeader("Link", String.join(", ", links));
    }
  }

  private static String link(String url, String relation) {
    return "<" + url + ">; rel=\"" + relation + "\"";
  }
}
