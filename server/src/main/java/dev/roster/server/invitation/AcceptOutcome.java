package dev.roster.server.invitation;

/** The outcome of accepting an invitation. */
public sealed interface AcceptOutcome {
  /** The person is a member now. */
  record Accepted(String company, String role) implements AcceptOutcome {}

  /** The person is new and must give first and last name; the invitation is as it was. */
  record NamesMissing() implements AcceptOutcome {}

  /** The invitation is over; nothing has changed. */
  record Refused(LinkState.Closed why) implements AcceptOutcome {}
}
