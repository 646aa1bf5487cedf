package dev.roster.server.authentication;

import dev.roster.server.authentication.Authentication.Authenticated;
import dev.roster.server.authentication.Authentication.UnknownToken;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.credential.SecretHash;
import dev.roster.server.credential.TokenFormat;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.Database;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.jwt.JwtVerifier;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Finds out who is calling. Safe for use by many threads. */
public final class Authenticator {
  private final Database database;
  private final AuthenticationStore store;
  private final LastUseRecorder lastUse;
  private final Clock clock;
  private final Optional<JwtAuthenticator> jwts;

  /**
   * @param jwts who is behind a JWT; empty if every token is looked up
   */
  public Authenticator(
      Database database,
      AuthenticationStore store,
      LastUseRecorder lastUse,
      Clock clock,
      Optional<JwtAuthenticator> jwts) {
    this.database = database;
    this.store = store;
    this.lastUse = lastUse;
    this.clock = clock;
    this.jwts = jwts;
  }

  /** Authenticates a bearer token, and answers a query about its holder in the same statement. */
  public Authentication byToken(String token, CallerQuery<?> about, CallOrigin callOrigin) {
    if (jwts.isPresent() && JwtVerifier.looksLikeOne(token)) {
      return jwts.get().byToken(token, about, callOrigin);
    }
    Authentication found = find(token, about, callOrigin);
    if (found instanceof Authenticated known) {
      lastUse.ofToken(known.caller().tokenId());
    }
    return found;
  }

  /** Reports whether the token is valid; this does not count as a use. */
  public boolean accepts(String token) {
    return callerWith(token).isPresent();
  }

  /** The caller with a token; empty if it is not valid. This does not count as a use. */
  public Optional<UserCaller> callerWith(String token) {
    return find(token, CallerQuery.ofNothing(), CallOrigin.terminal())
            instanceof Authenticated known
        ? Optional.of(known.caller())
        : Optional.empty();
  }

  /** Reports whether the key is one of the tenant; this does not count as a use. */
  public boolean accepts(UUID tenantId, UUID key) {
    return database
        .reading(tx -> find(tx, tenantId, key, CallerQuery.ofNothing(), CallOrigin.terminal()))
        .isPresent();
  }

  private Authentication find(String token, CallerQuery<?> about, CallOrigin callOrigin) {
    if (TokenFormat.isMistyped(token)) {
      return new UnknownToken();
    }
    return database
        .reading(tx ->
            store.authenticate(tx, SecretHash.ofToken(token), about, callOrigin, clock.instant()))
        .orElseGet(UnknownToken::new);
  }

  /** The tenant with the answer to a query about it, if the key is one of its keys. */
  public Optional<TenantAuthentication> byKey(
      UUID tenantId, UUID key, CallerQuery<?> about, CallOrigin callOrigin) {
    return used(database.reading(tx -> find(tx, tenantId, key, about, callOrigin)));
  }

  /**
   * Like {@link #byKey}, but the query reads its rows as they come, so that they are never in
   * memory together.
   */
  public Optional<TenantAuthentication> byKeyInPieces(
      UUID tenantId, UUID key, CallerQuery<?> about, CallOrigin callOrigin) {
    return used(database.readingInPieces(tx -> find(tx, tenantId, key, about, callOrigin)));
  }

  private Optional<TenantAuthentication> find(
      ReadConnection tx, UUID tenantId, UUID key, CallerQuery<?> about, CallOrigin callOrigin) {
    return store.byKey(tx, tenantId, SecretHash.ofKey(key), about, callOrigin, clock.instant());
  }

  private Optional<TenantAuthentication> used(Optional<TenantAuthentication> found) {
    found.ifPresent(known -> lastUse.ofKey(known.caller().keyId()));
    return found;
  }
}
