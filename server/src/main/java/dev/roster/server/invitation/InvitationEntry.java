package dev.roster.server.invitation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as those who administer it see it in a list.
 *
 * @param role the name of its auth group
 * @param expiresAt null if it never does
 * @param endedAt null while it is pending
 * @param inviter the name of who invited; null once that person is erased
 * @param mail the state of its newest mail; null if none is known any more
 */
public record InvitationEntry(
    UUID id,
    String email,
    long roleId,
    String role,
    State state,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant endedAt,
    @Nullable String inviter,
    @Nullable String mail) {

  /** The place of an entry in the list, which is sorted by time and id. */
  public record Place(Instant createdAt, UUID id) {}

  /** The place of this entry. */
  public Place place() {
    return new Place(createdAt, id);
  }

  /** The state of an invitation. */
  public enum State {
    PENDING,
    ACCEPTED,
    /** Ended by the invitee. */
    DECLINED,
    /** Ended by anybody else. */
    REVOKED,
    EXPIRED
  }
}
