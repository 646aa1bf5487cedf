package dev.roster.server.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.http.Door;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.LocalRequests;
import dev.roster.server.http.RefusalException;
import dev.roster.server.http.Route;
import dev.roster.server.http.Routes;
import dev.roster.server.transfer.ImportRefusedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * The control API of the sandbox. It needs no credential, so a sandbox that listens on this machine
 * accepts only requests that call it by a name of this machine; no page of another site can (DNS
 * rebinding), nor can one make a browser send a change (cross-site request forgery). Problems are
 * told as RFC 9457 says.
 */
final class ControlDoor implements Door {
  static final String ROOT = "/__sandbox";

  private static final Routes ROUTES = Routes.of(false, ControlApi.class);

  private final boolean guarded;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param host the address on which the sandbox listens
   */
  ControlDoor(String host) {
    this.guarded = isLoopback(host);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException nowhere) {
      return true;
    }
  }

  static boolean isControl(String path) {
    return path.equals(ROOT) || path.startsWith(ROOT + "/");
  }

  @Override
  public String name() {
    return "sandbox";
  }

  @Override
  public boolean owns(String path) {
    return isControl(path);
  }

  @Override
  public Optional<Route.Match> route(String path) {
    return ROUTES.find(Routes.segments(path));
  }

  @Override
  public void admit(Exchange exchange, ContainerRequestContext request) {
    if (guarded && !isForThisMachine(exchange, request.getHeaderString(HttpHeaders.HOST))) {
      throw problem(403, "Call the sandbox as 127.0.0.1 or localhost.");
    }
    if (!isSameSite(exchange, request.getHeaderString("Origin"))) {
      throw problem(403, "Pages of other sites may not call the sandbox.");
    }
    Route route =
        exchange.route().orElseThrow(() -> problem(404, "GET " + ROOT + "/ lists what there is."));
    if (exchange.operation().isEmpty()) {
      Set<String> allowed = new TreeSet<>(route.operations().keySet());
      throw problem(405, "Try " + String.join(" or ", allowed) + ".")
          .with("Allow", String.join(", ", allowed));
    }
    boolean json =
        request.getMediaType() != null
            && request.getMediaType().getSubtype().equalsIgnoreCase("json");
    if (request.hasEntity() && !json) {
      throw problem(415, "Send JSON, with the header Content-Type: application/json.");
    }
  }

  /** The host of an absolute target and the Host header must both do, whichever counts. */
  private static boolean isForThisMachine(Exchange exchange, @Nullable String host) {
    return LocalRequests.isNamedBy(authority(exchange.origin()))
        && (host == null || LocalRequests.isNamedBy(host));
  }

  /** Programs send no origin; a browser sends that of the page, or null if it hides it. */
  private static boolean isSameSite(Exchange exchange, @Nullable String page) {
    return page == null
        || LocalRequests.isNamedBy(authority(page))
        || authority(page).equalsIgnoreCase(authority(exchange.origin()));
  }

  private static String authority(String origin) {
    return origin.replaceFirst("^[a-z]+://", "");
  }

  @Override
  public void finish(Exchange exchange, ContainerResponseContext response) {}

  @Override
  public Optional<RefusalException> explain(Throwable failure) {
    return switch (failure) {
      // a state that cannot be imported is a bug of the sandbox, not of its caller
      case ImportRefusedException _ -> Optional.of(explain(500));
      case UserErrorException wrong ->
          Optional.of(problem(400, String.valueOf(wrong.getMessage())));
      default -> Optional.empty();
    };
  }

  @Override
  public RefusalException explain(int status) {
    return problem(status, "");
  }

  static RefusalException problem(int status, String detail) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("title", HttpStatus.getMessage(status));
    problem.put("status", status);
    if (!detail.isEmpty()) {
      problem.put("detail", detail);
    }
    return new RefusalException(status, problem);
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
