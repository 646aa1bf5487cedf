package dev.roster.server.coolset;

import dev.roster.server.authentication.Authentication.Authenticated;
import dev.roster.server.authentication.Authentication.ExpiredToken;
import dev.roster.server.authentication.Authentication.InactiveUser;
import dev.roster.server.authentication.Authentication.Undecided;
import dev.roster.server.authentication.Authentication.UnknownToken;
import dev.roster.server.authentication.Authenticator;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.coolset.django.InvalidRequestException;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.ExhaustedCredentials;
import dev.roster.server.http.GuessLimiter;
import dev.roster.server.http.RateLimiter;
import dev.roster.server.http.RefusalException;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the caller of a token and reads what the request asks about the caller. Safe for use by
 * many threads.
 */
final class CallerReader {
  private final Authenticator authenticator;
  private final CallerQueries queries;

  private final GuessLimiter guesses;
  private final ExhaustedCredentials exhausted;

  CallerReader(
      Authenticator authenticator,
      CallerQueries queries,
      Optional<RateLimiter> limiter,
      GuessLimiter guesses) {
    this.authenticator = authenticator;
    this.queries = queries;
    this.guesses = guesses;
    this.exhausted = new ExhaustedCredentials(limiter);
  }

  /** The caller; what is asked about it is kept with the request, unless its limit is used up. */
  UserCaller find(Exchange exchange, String token) {
    if (!exhausted.includes(token)) {
      return findAndRead(exchange, token);
    }
    CoolsetRequest.of(exchange).defer();
    return authenticate(exchange, token, CallerQuery.ofNothing()).caller();
  }

  /** Reads what {@link #find} did not, for a caller whose limit has begun anew since. */
  void complete(Exchange exchange, String token) {
    if (CoolsetRequest.of(exchange).isDeferred()) {
      findAndRead(exchange, token);
    }
  }

  /** Notes that the token has used up its limit. */
  void exhausted(String token, UUID tokenId) {
    exhausted.add(token, tokenId);
  }

  private UserCaller findAndRead(Exchange exchange, String token) {
    return exchange
        .operation()
        .flatMap(operation -> queries.of(operation.id()))
        .map(operation -> findAndRead(exchange, token, operation))
        .orElseGet(() -> authenticate(exchange, token, CallerQuery.ofNothing()).caller());
  }

  /** That a request is not valid is told after everything else that is wrong with it. */
  private UserCaller findAndRead(
      Exchange exchange, String token, CallerQueries.Operation<?> operation) {
    CoolsetRequest request = CoolsetRequest.of(exchange);
    CallerQuery<?> about;
    try {
      about = operation.of(request);
    } catch (InvalidRequestException invalid) {
      request.isInvalid(invalid);
      return authenticate(exchange, token, CallerQuery.ofNothing()).caller();
    }
    Authenticated known = authenticate(exchange, token, about);
    request.answers(operation, known.answer());
    return known.caller();
  }

  private RefusalException unknown(Exchange exchange) {
    return guesses
        .secondsToWait(exchange.peer())
        .map(CoolsetErrors::throttled)
        .orElseGet(() -> CoolsetErrors.unauthorized("Invalid token."));
  }

  private Authenticated authenticate(Exchange exchange, String token, CallerQuery<?> about) {
    return switch (authenticator.byToken(token, about, exchange.callOrigin())) {
      case Authenticated known -> known;
      case UnknownToken _ -> throw unknown(exchange);
      case ExpiredToken _ -> throw CoolsetErrors.unauthorized("Token has expired.");
      case Undecided later -> throw CoolsetErrors.unavailable(later.retryAfter().toSeconds());
      case InactiveUser _ -> throw CoolsetErrors.unauthorized("User inactive or deleted.");
    };
  }
}
