package dev.roster.server.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.util.Optional;

/** Brings each request to its door, and each response into the form that all doors share. */
@PreMatching
public final class DoorFilter implements ContainerRequestFilter, ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    Exchange exchange = Exchange.current();
    exchange.door().admit(exchange, request);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Exchange exchange = Exchange.current();
    if (response.getStatus() == Response.Status.OK.getStatusCode()) {
      exchange.operation().ifPresent(operation -> response.setStatus(operation.success()));
    }
    response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
    response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    exchange.headers().forEach(response.getHeaders()::putSingle);
    // added, because the neighbours of a page stand in a Link, too
    exchange.deprecation().ifPresent(ends -> ends.headers().forEach(response.getHeaders()::add));
    exchange.door().finish(exchange, response);
    if (response.getStatus() >= Response.Status.BAD_REQUEST.getStatusCode()) {
      visitor(exchange, request)
          .flatMap(visitor -> exchange.door().page(visitor, response.getStatus()))
          .ifPresent(page -> show(page, response));
    }
  }

  private static Optional<Visitor> visitor(Exchange exchange, ContainerRequestContext request) {
    return Visitor.of(
        request.getHeaderString(HttpHeaders.ACCEPT),
        request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE),
        exchange.requestId());
  }

  private static void show(RefusalPage page, ContainerResponseContext response) {
    response.setEntity(page.html(), new Annotation[0], MediaType.valueOf(RefusalPage.TYPE));
    page.headers().forEach(response.getHeaders()::putSingle);
  }
}
