package dev.roster.server.credential;

import java.time.Instant;
import java.util.UUID;

/** The outcome of rotating a tenant key. */
public sealed interface RotateOutcome {
  /** There is a new key, and the old one is refused from this instant on. */
  record Rotated(IssuedTenantKey key, Instant oldUntil) implements RotateOutcome {}

  /** No key has this id. */
  record UnknownKey(UUID id) implements RotateOutcome {}

  /** The key was revoked or has expired, so nobody can be waiting for a new one. */
  record DeadKey(UUID id) implements RotateOutcome {}
}
