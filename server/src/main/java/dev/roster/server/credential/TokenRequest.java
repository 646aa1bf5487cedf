package dev.roster.server.credential;

import dev.roster.server.caller.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The properties of a new token.
 *
 * @param scopes at least one
 * @param validity for ever if empty
 * @param test whether it says so in its prefix; it works like any other
 */
public record TokenRequest(
    String label, Set<Scope> scopes, Optional<Duration> validity, boolean test) {
  public TokenRequest {
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a token needs a scope");
    }
  }

  /** A token for everything that its holder may do, without an end. */
  public static TokenRequest unlimited(String label) {
    return new TokenRequest(label, Set.of(Scope.ADMIN), Optional.empty(), false);
  }
}
