package dev.roster.server.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.console.api.AuditApi;
import dev.roster.console.api.InvitationsApi;
import dev.roster.console.api.RolesApi;
import dev.roster.console.api.SuspensionsApi;
import dev.roster.console.api.TokensApi;
import dev.roster.server.authentication.Authentication.Authenticated;
import dev.roster.server.authentication.Authentication.ExpiredToken;
import dev.roster.server.authentication.Authentication.InactiveUser;
import dev.roster.server.authentication.Authentication.Undecided;
import dev.roster.server.authentication.Authentication.UnknownToken;
import dev.roster.server.authentication.Authenticator;
import dev.roster.server.caller.NotPermittedException;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.http.AcceptedTypes;
import dev.roster.server.http.Door;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.GuessLimiter;
import dev.roster.server.http.RateLimiter;
import dev.roster.server.http.RateLimiter.Standing;
import dev.roster.server.http.RefusalException;
import dev.roster.server.http.Route;
import dev.roster.server.http.Routes;
import dev.roster.server.idempotency.IdempotencyKey;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Roster Console API, which the page at {@code /console} uses. A request is checked in this
 * order: path, Accept, token, rate limit, method, scope and role; then its parameters. Safe for use
 * by many threads.
 */
public final class ConsoleDoor implements Door {
  private static final String ROOT = "/console/api";
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +([!-~]+) *");
  private static final Routes ROUTES =
      Routes.of(
          false,
          AuditApi.class,
          InvitationsApi.class,
          RolesApi.class,
          SuspensionsApi.class,
          TokensApi.class);

  /** The operations that need no more than a token. */
  private static final Set<String> OF_EVERYBODY =
      Set.of("console_roles_list", "console_tokens_list");

  /** The operation that takes a key. */
  private static final String WITH_KEY = "console_invitations_resend";

  private final Authenticator authenticator;
  private final Optional<RateLimiter> limiter;
  private final GuessLimiter guesses;
  private final ObjectMapper json = ConsoleJson.mapper();

  /**
   * @param limiter requests per token, those to the Coolset door among them; empty for no limit
   * @param guesses unknown tokens per address
   */
  public ConsoleDoor(
      Authenticator authenticator, Optional<RateLimiter> limiter, GuessLimiter guesses) {
    this.authenticator = authenticator;
    this.limiter = limiter;
    this.guesses = guesses;
  }

  @Override
  public String name() {
    return "console";
  }

  @Override
  public boolean owns(String path) {
    return path.equals(ROOT) || path.startsWith(ROOT + "/");
  }

  @Override
  public Optional<Route.Match> route(String path) {
    return path.endsWith("/") ? Optional.empty() : ROUTES.find(Routes.segments(path));
  }

  @Override
  public void admit(Exchange exchange, ContainerRequestContext request) {
    if (exchange.route().isEmpty()) {
      throw ConsoleErrors.notFound();
    }
    List<String> accept = request.getHeaders().get(HttpHeaders.ACCEPT);
    if (accept != null && !AcceptedTypes.of(String.join(",", accept)).acceptsJson()) {
      throw ConsoleErrors.ofStatus(406);
    }
    UserCaller caller = authenticate(exchange, request.getHeaderString(HttpHeaders.AUTHORIZATION));
    exchange.calledBy(caller);
    limiter.ifPresent(limit -> requireRate(limit, caller, exchange));
    Route.Operation operation = exchange.operation().orElseThrow(() -> explain(405));
    requireRights(operation.id(), exchange.method().equals("POST"), caller);
    if (operation.id().equals(WITH_KEY)) {
      requireReadableKey(request.getHeaders().getOrDefault("Idempotency-Key", List.of()));
    }
    request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
  }

  private UserCaller authenticate(Exchange exchange, @Nullable String header) {
    Matcher bearer = BEARER.matcher(header == null ? "" : header);
    if (!bearer.matches()) {
      throw ConsoleErrors.unauthorized("The header Authorization must be Bearer and a token.");
    }
    return switch (authenticator.byToken(
        bearer.group(1), CallerQuery.ofNothing(), exchange.callOrigin())) {
      case Authenticated known -> known.caller();
      case UnknownToken _ ->
          throw guesses
              .secondsToWait(exchange.peer())
              .map(ConsoleErrors::throttled)
              .orElseGet(() -> ConsoleErrors.unauthorized("The token is not valid."));
      case ExpiredToken _ -> throw ConsoleErrors.unauthorized("The token has expired.");
      case InactiveUser _ -> throw ConsoleErrors.unauthorized("The user is switched off.");
      case Undecided later -> throw ConsoleErrors.unavailable(later.retryAfter().toSeconds());
    };
  }

  private static void requireRate(RateLimiter limiter, UserCaller caller, Exchange exchange) {
    Standing standing = limiter.take(caller.tokenId());
    standing.announceTo(exchange);
    if (!standing.admitted()) {
      throw ConsoleErrors.throttled(standing.retryAfter().toSeconds());
    }
  }

  private static void requireRights(String operation, boolean writes, UserCaller caller) {
    if (!caller.holds(writes ? Scope.WRITE : Scope.READ)) {
      throw ConsoleErrors.needsScope();
    }
    if (!OF_EVERYBODY.contains(operation)
        && caller.current().filter(place -> place.group().administers()).isEmpty()) {
      throw ConsoleErrors.needsAdministrator();
    }
  }

  private static void requireReadableKey(List<String> sent) {
    if (sent.size() > 1 || sent.stream().anyMatch(key -> IdempotencyKey.ofHeader(key).isEmpty())) {
      throw ConsoleErrors.malformedKey();
    }
  }

  @Override
  public void finish(Exchange exchange, ContainerResponseContext response) {
    if (response.getStatus() == 405) {
      exchange
          .route()
          .ifPresent(route -> response.getHeaders().putSingle(HttpHeaders.ALLOW, allowed(route)));
    }
  }

  private static String allowed(Route route) {
    Set<String> methods = new TreeSet<>(route.operations().keySet());
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return String.join(", ", methods);
  }

  @Override
  public Optional<RefusalException> explain(Throwable failure) {
    return failure instanceof NotPermittedException
        ? Optional.of(ConsoleErrors.needsAdministrator())
        : Optional.empty();
  }

  @Override
  public RefusalException explain(int status) {
    return status == 503 ? ConsoleErrors.unavailable(1) : ConsoleErrors.ofStatus(status);
  }

  @Override
  public RefusalException explainBroken(String violation) {
    return ConsoleErrors.problem(500, violation, null);
  }

  @Override
  public Set<String> operationIds() {
    return ROUTES.operationIds();
  }

  @Override
  public RefusalException throttled(long seconds) {
    return ConsoleErrors.throttled(seconds);
  }

  @Override
  public ObjectMapper json() {
    return json;
  }
}
