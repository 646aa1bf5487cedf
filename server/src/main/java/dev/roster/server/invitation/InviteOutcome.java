package dev.roster.server.invitation;

import java.time.Duration;

/** The outcome of inviting an address. */
public sealed interface InviteOutcome {
  /** The invitation is stored, and so is its mail. */
  record Invited(Invitation invitation) implements InviteOutcome {}

  /**
   * This was asked before under the same key: the invitation that was stored then, and no other.
   */
  record Repeated(Invitation invitation) implements InviteOutcome {}

  /** Something else was asked under this key. */
  record KeyTaken() implements InviteOutcome {}

  /** There were so many invitations today that this one has to wait. */
  record QuotaReached(Duration retryAfter) implements InviteOutcome {}

  /** The person with this address is a member of the company already. */
  record AlreadyMember() implements InviteOutcome {}

  /** This address has a pending invitation to the company. */
  record AlreadyInvited() implements InviteOutcome {}

  /** The caller may invite, but not with this role. */
  record RoleAboveOwn() implements InviteOutcome {}
}
