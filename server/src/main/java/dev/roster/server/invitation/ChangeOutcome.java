package dev.roster.server.invitation;

import dev.roster.server.invitation.InvitationEntry.State;
import java.time.Duration;

/** The outcome of a change that an owner or admin asked for. */
public sealed interface ChangeOutcome {
  /** The invitation is as was asked for. */
  record Changed(InvitationEntry invitation) implements ChangeOutcome {}

  /** The same was done before under the same key; this is the invitation now. */
  record Repeated(InvitationEntry invitation) implements ChangeOutcome {}

  /** The key was used for something else. */
  record KeyTaken() implements ChangeOutcome {}

  /** The workspace has no such invitation. */
  record NotFound() implements ChangeOutcome {}

  /**
   * The invitation is not open any more.
   *
   * @param state expired if a newer one took its place
   */
  record Ended(State state) implements ChangeOutcome {}

  /** The role of the invitation is one that the caller may not invite with. */
  record RoleAboveOwn() implements ChangeOutcome {}

  /** A mail more would be beyond a quota. */
  record QuotaReached(Duration retryAfter) implements ChangeOutcome {}
}
