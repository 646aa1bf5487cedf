package dev.roster.server.invitation;

/** The outcome of declining an invitation. */
public sealed interface DeclineOutcome {
  /** The invitation is declined, by this request or an earlier one. */
  record Declined(String company) implements DeclineOutcome {}

  /** The invitation is over for another reason; nothing has changed. */
  record Refused(LinkState.Closed why) implements DeclineOutcome {}
}
