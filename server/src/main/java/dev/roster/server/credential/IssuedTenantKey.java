package dev.roster.server.credential;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A tenant key that was just made: the only moment at which anybody sees it.
 *
 * @param id what commands call it
 */
public record IssuedTenantKey(UUID id, UUID tenantId, UUID secret, Optional<Instant> expiresAt) {

  /** Without the key, so that no log shows it. */
  @Override
  public String toString() {
    return id.toString();
  }
}
