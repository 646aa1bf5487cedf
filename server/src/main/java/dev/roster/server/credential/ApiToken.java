package dev.roster.server.credential;

import dev.roster.server.caller.Scope;
import java.util.Set;

/**
 * A bearer token as lists show it; the secret is not part of it.
 *
 * @param id the public id, or a UUID for a token that was imported
 * @param email the address of its holder
 */
public record ApiToken(
    String id, String email, String label, Set<Scope> scopes, Lifespan lifespan) {
  public ApiToken {
    scopes = Set.copyOf(scopes);
  }
}
