package dev.roster.server.invitation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An invitation as operators see it in a list. */
public record InvitationEntry(
    UUID id,
    String email,
    String role,
    State state,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable String mail) {

  /** The state of an invitation. */
  public enum State {
    PENDING,
    ACCEPTED,
    REVOKED,
    EXPIRED
  }
}
