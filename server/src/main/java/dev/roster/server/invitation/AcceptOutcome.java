package dev.roster.server.invitation;

/** What came of accepting an invitation. */
public sealed interface AcceptOutcome {
  /** The person is a member now. */
  record Accepted(String company, String role) implements AcceptOutcome {}

  /** The person is new and must give first and last name; the invitation is as it was. */
  record NamesMissing() implements AcceptOutcome {}

  /** The secret opens nothing: it never did, or the invitation was used, revoked or ran out. */
  record NotValid() implements AcceptOutcome {}
}
