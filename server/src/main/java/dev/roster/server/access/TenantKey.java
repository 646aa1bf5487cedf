package dev.roster.server.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A key of a tenant as lists show it; the key itself is not part of it. */
public record TenantKey(
    UUID id,
    UUID tenantId,
    String tenantName,
    String label,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> revokedAt) {

  /** Whether it works at this instant, in a word. */
  public String state(Instant now) {
    return state(revokedAt, expiresAt, now);
  }

  static String state(Optional<Instant> revokedAt, Optional<Instant> expiresAt, Instant now) {
    if (revokedAt.isPresent()) {
      return "revoked";
    }
    return expiresAt.map(end -> !end.isAfter(now)).orElse(false) ? "expired" : "valid";
  }
}
