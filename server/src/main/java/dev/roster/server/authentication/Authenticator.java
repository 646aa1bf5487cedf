package dev.roster.server.authentication;

import dev.roster.server.authentication.Authentication.Authenticated;
import dev.roster.server.authentication.Authentication.UnknownToken;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.TenantCaller;
import dev.roster.server.credential.SecretHash;
import dev.roster.server.credential.TokenFormat;
import dev.roster.server.db.Database;
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

  /** Authenticates a bearer token. */
  public Authentication byToken(String token, CallOrigin callOrigin) {
    if (jwts.isPresent() && JwtVerifier.looksLikeOne(token)) {
      return jwts.get().byToken(token, callOrigin);
    }
    Authentication found = find(token, callOrigin);
    if (found instanceof Authenticated known) {
      lastUse.ofToken(known.caller().tokenId());
    }
    return found;
  }

  /** Reports whether the token is valid; this does not count as a use. */
  public boolean accepts(String token) {
    return find(token, CallOrigin.terminal()) instanceof Authenticated;
  }

  private Authentication find(String token, CallOrigin callOrigin) {
    if (TokenFormat.isMistyped(token)) {
      return new UnknownToken();
    }
    return database
        .reading(
            tx -> store.authenticate(tx, SecretHash.ofToken(token), callOrigin, clock.instant()))
        .orElseGet(UnknownToken::new);
  }

  /** The tenant, if the key is one of its keys. */
  public Optional<TenantCaller> byKey(UUID tenantId, UUID key, CallOrigin callOrigin) {
    Optional<UUID> found =
        database.reading(tx -> store.keyOf(tx, tenantId, SecretHash.ofKey(key), clock.instant()));
    found.ifPresent(lastUse::ofKey);
    return found.map(keyId -> new TenantCaller(tenantId, keyId, callOrigin));
  }
}
