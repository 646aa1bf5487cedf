package dev.roster.server.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.http.Door;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.RefusalException;
import dev.roster.server.http.RefusalPage;
import dev.roster.server.http.Route;
import dev.roster.server.http.Visitor;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;

/** Paths that are in neither contract: problem details (RFC 9457), or a page for a person. */
public final class NotFoundDoor implements Door {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ErrorPage errors;

  public NotFoundDoor(ServedPages served) {
    this.errors = new ErrorPage(served);
  }

  @Override
  public String name() {
    return "none";
  }

  @Override
  public boolean owns(String path) {
    return true;
  }

  @Override
  public Optional<Route.Match> route(String path) {
    return Optional.empty();
  }

  @Override
  public void admit(Exchange exchange, ContainerRequestContext request) {
    throw explain(404);
  }

  @Override
  public void finish(Exchange exchange, ContainerResponseContext response) {}

  @Override
  public RefusalException explain(int status) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("title", HttpStatus.getMessage(status));
    problem.put("status", status);
    if (status == 404) {
      problem.put(
          "detail",
          "The Coolset Accounts API is below /api/accounts/, the Compleat Users API is"
              + " /api/users/{tenantId}/{companyId} and /api/user/{tenantId}/{userId}.");
    }
    return new RefusalException(status, problem);
  }

  @Override
  public Optional<RefusalPage> page(Visitor visitor, int status) {
    return Optional.of(errors.of(visitor, status));
  }

  @Override
  public ObjectMapper json() {
    return JSON;
  }

  @Override
  public String failureType() {
    return "application/problem+json";
  }
}
