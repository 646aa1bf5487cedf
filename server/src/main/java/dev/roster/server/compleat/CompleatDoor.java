package dev.roster.server.compleat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.compleat.api.UsersApi;
import dev.roster.server.authentication.Authenticator;
import dev.roster.server.authentication.TenantAuthentication;
import dev.roster.server.caller.TenantCaller;
import dev.roster.server.http.Door;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.ExhaustedCredentials;
import dev.roster.server.http.GuessLimiter;
import dev.roster.server.http.Guid;
import dev.roster.server.http.RateLimiter;
import dev.roster.server.http.RefusalException;
import dev.roster.server.http.Route;
import dev.roster.server.http.Routes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * The Compleat Users API. A request is checked in this order: path, tenant and key, rate limit,
 * method, version header; the ids of company and user come last, so that they never tell of other
 * tenants. Safe for use by many threads.
 */
public final class CompleatDoor implements Door {
  private static final String KEY_HEADER = "x-api-compleat-key";
  private static final String VERSION_HEADER = "x-api-version";
  private static final Routes ROUTES = Routes.of(true, UsersApi.class);

  private final Authenticator authenticator;
  private final TenantQueries queries;
  private final Optional<RateLimiter> limiter;
  private final GuessLimiter guesses;
  private final ExhaustedCredentials exhausted;
  private final CompleatErrors errors;
  private final ObjectMapper json = CompleatJson.mapper();

  /**
   * @param limiter requests per key; empty for no limit
   * @param guesses unknown keys per address
   */
  public CompleatDoor(
      Authenticator authenticator,
      TenantQueries queries,
      Optional<RateLimiter> limiter,
      GuessLimiter guesses,
      Clock clock) {
    this.authenticator = authenticator;
    this.queries = queries;
    this.limiter = limiter;
    this.guesses = guesses;
    this.exhausted = new ExhaustedCredentials(limiter);
    this.errors = new CompleatErrors(clock);
  }

  /** Known clients put two slashes behind the host. */
  private static String singleSlashes(String path) {
    return path.contains("//") ? path.replaceAll("/{2,}", "/") : path;
  }

  @Override
  public String name() {
    return "compleat";
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
    UUID tenant = Guid.parse(exchange.variable("tenantId")).orElseThrow(errors::unauthorized);
    UUID key =
        Optional.ofNullable(request.getHeaderString(KEY_HEADER))
            .map(String::strip)
            .flatMap(Guid::parse)
            .orElseThrow(errors::unauthorized);
    Optional<RefusalException> refusal = refusal(exchange, request.getHeaderString(VERSION_HEADER));
    TenantQuery query = refusal.isPresent() ? TenantQuery.NONE : queries.of(exchange);
    boolean deferred = exhausted.includes(key.toString());
    TenantAuthentication known =
        authenticate(exchange, tenant, key, deferred ? TenantQuery.NONE : query);
    exchange.calledBy(known.caller());
    requireRate(known.caller(), key);
    refusal.ifPresent(refused -> {
      throw refused;
    });
    if (deferred) {
      known = authenticate(exchange, tenant, key, query);
    }
    TenantAnswer.keep(exchange, known.answer());
    request.getHeaders().putSingle(VERSION_HEADER, "1");
    request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
  }

  private void requireRate(TenantCaller caller, UUID key) {
    limiter
        .map(limit -> limit.take(caller.keyId()))
        .filter(standing -> !standing.admitted())
        .ifPresent(standing -> {
          exhausted.add(key.toString(), caller.keyId());
          throw errors.throttled(standing.retryAfter().toSeconds());
        });
  }

  /** The refusal of a request that no caller may make; nothing is read for it. */
  private Optional<RefusalException> refusal(Exchange exchange, @Nullable String version) {
    if (exchange.operation().isEmpty()) {
      return Optional.of(errors.methodNotAllowed(exchange.method()));
    }
    if (version == null || version.isBlank()) {
      return Optional.of(errors.versionMissing());
    }
    if (!version.strip().equals("1")) {
      return Optional.of(errors.versionUnsupported());
    }
    return Optional.empty();
  }

  private TenantAuthentication authenticate(
      Exchange exchange, UUID tenant, UUID key, TenantQuery query) {
    Optional<TenantAuthentication> known =
        query.inPieces()
            ? authenticator.byKeyInPieces(tenant, key, query.about(), exchange.callOrigin())
            : authenticator.byKey(tenant, key, query.about(), exchange.callOrigin());
    return known.orElseThrow(() -> unknown(exchange));
  }

  private RefusalException unknown(Exchange exchange) {
    return guesses
        .secondsToWait(exchange.peer())
        .map(errors::throttled)
        .orElseGet(errors::unauthorized);
  }

  @Override
  public void finish(Exchange exchange, ContainerResponseContext response) {}

  @Override
  public RefusalException explain(int status) {
    return switch (status) {
      case 404 -> errors.notFound();
      case 503 -> errors.unavailable();
      default ->
          status == 500
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
