package dev.roster.server.invitation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of the invitation that a secret belongs to. Only the holder of a secret that was mailed
 * learns more than {@link NotValid}.
 */
public sealed interface LinkState {
  /** The invitation can be accepted. */
  record Open(InvitationPreview invitation) implements LinkState {}

  /** The invitation cannot be accepted. */
  sealed interface Closed extends LinkState {}

  /** The invitation was accepted, and its invitee is still a member. */
  record AlreadyJoined(String company, @Nullable String locale) implements Closed {}

  /** The invitation was not accepted in time. */
  record Expired(String company, @Nullable String locale, Instant at) implements Closed {}

  /** The invitee declined the invitation. */
  record Declined(String company, @Nullable String locale) implements Closed {}

  /**
   * The secret belongs to no invitation, or to one that was revoked or sent again, or to one whose
   * member has left, or whose inviter or invitee is suspended.
   */
  record NotValid() implements Closed {}
}
