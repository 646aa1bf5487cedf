package dev.roster.server.credential;

import dev.roster.server.audit.AuditedChange;
import java.time.Instant;
import java.util.Optional;

/**
 * When a token or key was made, used and ended.
 *
 * @param expiresAt empty if it never does
 * @param lastUsedAt empty if it was not used yet
 * @param revokedAt empty if it was not revoked
 */
public record Lifespan(
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> revokedAt) {

  /** {@code valid}, {@code expired} or {@code revoked} at this instant. */
  public String state(Instant now) {
    if (revokedAt.isPresent()) {
      return "revoked";
    }
    return isExpired(now) ? "expired" : "valid";
  }

  /** Reports whether the credential is refused at this instant. */
  boolean isOver(Instant now) {
    return revokedAt.isPresent() || isExpired(now);
  }

  private boolean isExpired(Instant now) {
    return expiresAt.map(end -> !end.isAfter(now)).orElse(false);
  }

  /** Adds the end of a credential to what the audit log keeps of its making, if it has one. */
  static AuditedChange until(AuditedChange made, Optional<Instant> end) {
    return end.map(at -> made.with("expires_at", at.toString())).orElse(made);
  }
}
