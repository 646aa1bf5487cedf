package dev.roster.server.compleat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.compleat.api.UsersApi;
import dev.roster.server.authentication.Authenticator;
import dev.roster.server.authentication.TenantAuthentication;
import dev.roster.server.caller.TenantCaller;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.directory.PersonService;
import dev.roster.server.directory.TenantUserDetail;
import dev.roster.server.http.Door;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.RateLimiter;
import dev.roster.server.http.RefusalException;
import dev.roster.server.http.Route;
import dev.roster.server.http.Routes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The Compleat Users API. A request is checked in this order: path, tenant and key, rate limit,
 * method, version header; the ids of company and user come last, so that they never tell of other
 * tenants. Safe for use by many threads.
 */
public final class CompleatDoor implements Door {
  private static final String KEY_HEADER = "x-api-compleat-key";
  private static final String VERSION_HEADER = "x-api-version";
  private static final int TENANT_SEGMENT = 2;
  private static final int USER_SEGMENT = 3;
  private static final String GET_USER = "getUser";
  private static final Routes ROUTES = Routes.of(true, UsersApi.class);

  private final Authenticator authenticator;
  private final PersonService people;
  private final Optional<RateLimiter> limiter;
  private final CompleatErrors errors;
  private final ObjectMapper json = CompleatJson.mapper();

  /**
   * @param limiter requests per key; empty for no limit
   */
  public CompleatDoor(
      Authenticator authenticator,
      PersonService people,
      Optional<RateLimiter> limiter,
      Clock clock) {
    this.authenticator = authenticator;
    this.people = people;
    this.limiter = limiter;
    this.errors = new CompleatErrors(clock);
  }

  /** Known clients put two slashes behind the host. */
  private static String singleSlashes(String path) {
    return path.contains("//") ? path.replaceAll("/{2,}", "/") : path;
  }

  @Override
  public boolean owns(String path) {
    String lower = singleSlashes(path).toLowerCase(Locale.ROOT);
    return lower.startsWith("/api/users/")
        || lower.startsWith("/api/user/")
        || lower.equals("/api/users")
        || lower.equals("/api/user");
  }

  @Override
  public Optional<Route.Match> route(String path) {
    return ROUTES.find(Routes.segments(singleSlashes(path)));
  }

  @Override
  public void admit(Exchange exchange, ContainerRequestContext request) {
    if (exchange.route().isEmpty()) {
      throw errors.notFound();
    }
    TenantCaller caller = authenticate(exchange, request);
    exchange.calledBy(caller);
    requireRate(caller);
    if (exchange.operation().isEmpty()) {
      throw errors.methodNotAllowed(exchange.method());
    }
    String version = request.getHeaderString(VERSION_HEADER);
    if (version == null || version.isBlank()) {
      throw errors.versionMissing();
    }
    if (!version.strip().equals("1")) {
      throw errors.versionUnsupported();
    }
    request.getHeaders().putSingle(VERSION_HEADER, "1");
    request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
  }

  private void requireRate(TenantCaller caller) {
    limiter
        .map(limit -> limit.take(caller.keyId()))
        .filter(standing -> !standing.admitted())
        .ifPresent(standing -> {
          throw errors.throttled(standing.retryAfter().toSeconds());
        });
  }

  private TenantCaller authenticate(Exchange exchange, ContainerRequestContext request) {
    List<String> path = Routes.segments(singleSlashes(exchange.path()));
    Optional<UUID> tenant = Guid.parse(path.get(TENANT_SEGMENT));
    Optional<UUID> key =
        Optional.ofNullable(request.getHeaderString(KEY_HEADER))
            .map(String::strip)
            .flatMap(Guid::parse);
    Optional<CallerQuery<Optional<TenantUserDetail>>> user = user(exchange, path);
    CallerQuery<?> about = user.isPresent() ? user.get() : CallerQuery.ofNothing();
    TenantAuthentication known =
        tenant
            .flatMap(id ->
                key.flatMap(
                    secret -> authenticator.byKey(id, secret, about, exchange.callOrigin())))
            .orElseThrow(errors::unauthorized);
    user.ifPresent(_ -> TenantUserAnswer.keep(exchange, known.answer()));
    return known.caller();
  }

  /** The user that the request asks for; empty if it asks for something else or for no valid id. */
  private Optional<CallerQuery<Optional<TenantUserDetail>>> user(
      Exchange exchange, List<String> path) {
    return exchange
        .operation()
        .filter(operation -> operation.id().equals(GET_USER))
        .flatMap(_ -> Guid.parse(path.get(USER_SEGMENT)))
        .map(people::byUid);
  }

  @Override
  public void finish(Exchange exchange, ContainerResponseContext response) {}

  @Override
  public RefusalException explain(int status) {
    return switch (status) {
      case 404 -> errors.notFound();
      case 503 -> errors.unavailable();
      default ->
          status >= 500
              ? errors.serverError()
              : errors.refusal(status, null, HttpStatus.getMessage(status) + ".");
    };
  }

  @Override
  public RefusalException explainBroken(String violation) {
    return errors.refusal(500, null, violation);
  }

  @Override
  public Set<String> operationIds() {
    return ROUTES.operationIds();
  }

  @Override
  public RefusalException throttled(long seconds) {
    return errors.throttled(seconds);
  }

  @Override
  public ObjectMapper json() {
    return json;
  }

  CompleatErrors errors() {
    return errors;
  }
}
