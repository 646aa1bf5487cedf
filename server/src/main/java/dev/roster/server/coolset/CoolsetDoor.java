package dev.roster.server.coolset;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.coolset.api.CompaniesApi;
import dev.roster.coolset.api.CountriesApi;
import dev.roster.coolset.api.InvitationsApi;
import dev.roster.coolset.api.UsersApi;
import dev.roster.coolset.api.WorkspacesApi;
import dev.roster.server.authentication.Authenticator;
import dev.roster.server.caller.NotPermittedException;
import dev.roster.server.caller.Permission;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.coolset.django.InvalidRequestException;
import dev.roster.server.http.Door;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.GuessLimiter;
import dev.roster.server.http.RateLimiter;
import dev.roster.server.http.RateLimiter.Standing;
import dev.roster.server.http.RefusalException;
import dev.roster.server.http.Route;
import dev.roster.server.http.Routes;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The Coolset Accounts API. A request is checked in the order of Django and Django REST Framework:
 * path, trailing slash, format and Accept, credentials, permission, rate limit, method; then the
 * media type of the body and the form of a key. Safe for use by many threads.
 */
public final class CoolsetDoor implements Door {
  private static final String ROOT = "/api/";
  private static final int UNAVAILABLE = 503;

  private static final Routes ROUTES =
      Routes.of(
          false,
          CompaniesApi.class,
          CountriesApi.class,
          InvitationsApi.class,
          UsersApi.class,
          WorkspacesApi.class);

  /** The permission that a path needs, for every method; other paths need none. */
  private static final Map<String, String> PERMISSIONS =
      Map.of(
          "accounts_users_list", Permission.VIEW_USER,
          "accounts_invitations_create", Permission.INVITE_USER);

  private final CallerReader callers;
  private final Optional<RateLimiter> limiter;
  private final ObjectMapper json = CoolsetJson.mapper();

  /**
   * @param limiter requests per token; empty for no limit
   * @param guesses unknown tokens per address
   */
  public CoolsetDoor(
      Authenticator authenticator,
      CallerQueries queries,
      Optional<RateLimiter> limiter,
      GuessLimiter guesses) {
    this.callers = new CallerReader(authenticator, queries, limiter, guesses);
    this.limiter = limiter;
  }

  @Override
  public String name() {
    return "coolset";
  }

  @Override
  public boolean owns(String path) {
    return path.startsWith(ROOT);
  }

  /** Also without the trailing slash, which {@link #admit} redirects. */
  @Override
  public Optional<Route.Match> route(String path) {
    return ROUTES.find(Routes.segments(path));
  }

  @Override
  public void admit(Exchange exchange, ContainerRequestContext request) {
    Route route = exchange.route().orElseThrow(CoolsetErrors::notFound);
    requireTrailingSlash(exchange);
    ContentNegotiation.requireJsonResponse(exchange, request);
    String token = BearerCredentials.read(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    UserCaller caller = callers.find(exchange, token);
    exchange.calledBy(caller);
    boolean permitted = isPermitted(route, caller);
    limiter.ifPresent(limit -> requireRate(limit, permitted, caller, exchange, token));
    callers.complete(exchange, token);
    if (!permitted) {
      throw CoolsetErrors.permissionDenied();
    }
    if (exchange.method().equals("OPTIONS")) {
      throw new RefusalException(200, describe(route));
    }
    if (exchange.operation().isEmpty()) {
      throw CoolsetErrors.methodNotAllowed(exchange.method());
    }
    ContentNegotiation.requireJsonBody(exchange, request);
    if (exchange.method().equals("POST")) {
      IdempotencyHeader.check(request);
    }
    request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
  }

  private static void requireTrailingSlash(Exchange exchange) {
    if (!exchange.path().endsWith("/")) {
      String query = exchange.rawQuery().filter(q -> !q.isEmpty()).map(q -> "?" + q).orElse("");
      throw new RefusalException(301, Map.of())
          .with("Location", Iri.toUri(exchange.rawTarget() + "/" + query));
    }
  }

  private static boolean isPermitted(Route route, UserCaller caller) {
    boolean writes = route.operations().containsKey("POST");
    return (!writes || caller.holds(Scope.WRITE))
        && route.operations().values().stream()
            .map(operation -> PERMISSIONS.get(operation.id()))
            .allMatch(permission -> permission == null || caller.may(permission));
  }

  /**
   * Takes one request from the limit; a request that is not permitted takes none and gets the
   * headers.
   */
  private void requireRate(
      RateLimiter limiter, boolean permitted, UserCaller caller, Exchange exchange, String token) {
    Standing standing = permitted ? limiter.take(caller.tokenId()) : limiter.look(caller.tokenId());
    standing.announceTo(exchange);
    if (!standing.admitted()) {
      callers.exhausted(token, caller.tokenId());
      throw CoolsetErrors.throttled(standing.retryAfter().toSeconds());
    }
  }

  private static Map<String, Object> describe(Route route) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("name", route.operations().values().iterator().next().id());
    description.put("description", "");
    description.put("renders", List.of(MediaType.APPLICATION_JSON));
    description.put("parses", List.of(MediaType.APPLICATION_JSON));
    return description;
  }

  @Override
  public void finish(Exchange exchange, ContainerResponseContext response) {
    exchange
        .route()
        .filter(_ -> exchange.path().endsWith("/"))
        .ifPresent(route ->
            response
                .getHeaders()
                .putSingle(
                    HttpHeaders.ALLOW,
                    route.operations().containsKey("GET")
                        ? "GET, HEAD, OPTIONS"
                        : "POST, OPTIONS"));
  }

  @Override
  public Optional<RefusalException> explain(Throwable failure) {
    return switch (failure) {
      case NotPermittedException _ -> Optional.of(CoolsetErrors.permissionDenied());
      case InvalidRequestException invalid -> Optional.of(CoolsetErrors.invalid(invalid.body()));
      case ConstraintViolationException violated ->
          Optional.of(
              CoolsetErrors.detail(
                  400, violated.getConstraintViolations().iterator().next().getMessage()));
      default -> Optional.empty();
    };
  }

  @Override
  public RefusalException explain(int status) {
    return switch (status) {
      case 404 -> CoolsetErrors.notFound();
      case 406 -> CoolsetErrors.notAcceptable();
      case 413 -> CoolsetErrors.tooLarge();
      case UNAVAILABLE -> CoolsetErrors.unavailable(1);
      default ->
          status == 500
              ? CoolsetErrors.serverError()
              : CoolsetErrors.detail(status, HttpStatus.getMessage(status) + ".");
    };
  }

  @Override
  public RefusalException explainBroken(String violation) {
    return CoolsetErrors.detail(500, violation);
  }

  @Override
  public Set<String> operationIds() {
    return ROUTES.operationIds();
  }

  @Override
  public RefusalException throttled(long seconds) {
    return CoolsetErrors.throttled(seconds);
  }

  @Override
  public ObjectMapper json() {
    return json;
  }
}
