package dev.roster.server.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.http.Door;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.Outage;
import dev.roster.server.http.Refusal;
import dev.roster.server.http.Route;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pages for people. Nobody logs in here. Without a mailbox its paths are unknown like any
 * other. Safe for use by many threads.
 */
public final class WebDoor implements Door {
  private static final String MAILBOX = "/dev/mailbox";
  private static final int OK = 200;

  /**
   * Names of this machine, so that no page of another site can read the mailbox (DNS rebinding).
   */
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean withMailbox;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param withMailbox whether the pages of the mailbox exist
   */
  public WebDoor(boolean withMailbox) {
    this.withMailbox = withMailbox;
  }

  @Override
  public boolean owns(String path) {
    return isBelow("/accept", path) || withMailbox && isBelow(MAILBOX, path);
  }

  private static boolean isBelow(String root, String path) {
    return path.equals(root) || path.startsWith(root + "/");
  }

  @Override
  public Optional<Route.Match> route(String path) {
    List<String> segments = List.of(path.substring(1).split("/", -1));
    return switch (path) {
      case "/accept" -> match(segments, "GET", "POST");
      case "/accept/preview" -> match(segments, "POST");
      case "/accept/script", "/accept/style" -> match(segments, "GET");
      default ->
          path.matches("/dev/mailbox(/[0-9]{1,9}(/text)?)?")
              ? match(segments, "GET")
              : Optional.empty();
    };
  }

  private static Optional<Route.Match> match(List<String> segments, String... methods) {
    Map<String, Route.Operation> operations = new HashMap<>();
    for (String method : methods) {
      operations.put(method, new Route.Operation("web", OK));
    }
    return Optional.of(new Route.Match(new Route(segments, operations), segments));
  }

  @Override
  public void admit(Exchange exchange, ContainerRequestContext request) {
    Route route = exchange.route().orElseThrow(() -> explain(404));
    if (exchange.operation().isEmpty()) {
      Set<String> allowed = new TreeSet<>(route.operations().keySet());
      throw explain(405).with("Allow", String.join(", ", allowed));
    }
    if (isBelow(MAILBOX, exchange.path()) && !isThisMachine(exchange.origin())) {
      throw explain(404);
    }
  }

  private static boolean isThisMachine(String origin) {
    try {
      return THIS_MACHINE.contains(URI.create(origin).getHost());
    } catch (IllegalArgumentException oddHost) {
      return false;
    }
  }

  /** No third party, nothing inline, no frame around it, and no trace of the address elsewhere. */
  @Override
  public void finish(Exchange exchange, ContainerResponseContext response) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putSingle(
        "Content-Security-Policy",
        isBelow(MAILBOX, exchange.path())
            ? "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'"
            : "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    headers.putSingle("Referrer-Policy", "no-referrer");
    headers.putSingle("X-Frame-Options", "DENY");
    headers.putSingle("Cross-Origin-Opener-Policy", "same-origin");
    headers.putSingle("Cross-Origin-Resource-Policy", "same-origin");
    headers.putSingle("X-Robots-Tag", "noindex, nofollow");
  }

  @Override
  public Refusal explain(Throwable failure) {
    return switch (failure) {
      case WebApplicationException known -> explain(known.getResponse().getStatus());
      case Throwable outage when Outage.isOne(outage) -> explain(503).with("Retry-After", "5");
      default -> explain(500);
    };
  }

  @Override
  public Refusal explain(int status) {
    return WebProblems.ofStatus(status);
  }

  @Override
  public ObjectMapper json() {
    return json;
  }

  @Override
  public String failureType() {
    return "application/problem+json";
  }
}
