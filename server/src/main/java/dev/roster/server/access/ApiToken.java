package dev.roster.server.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A bearer token as lists show it; the secret is not part of it.
 *
 * @param id the public id, or a UUID for a token that was imported
 * @param email whose token it is
 */
public record ApiToken(
    String id,
    String email,
    String label,
    Set<Scope> scopes,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> revokedAt) {
  public ApiToken {
    scopes = Set.copyOf(scopes);
  }

  /** Whether it works at this instant, in a word. */
  public String state(Instant now) {
    return TenantKey.state(revokedAt, expiresAt, now);
  }
}
