package dev.roster.server.directory;

/** What came of linking a person to what an identity provider calls the person. */
public sealed interface LinkOutcome {
  /** It is done. */
  record Linked(Account account) implements LinkOutcome {}

  /** Nobody has this address. */
  record UnknownPerson() implements LinkOutcome {}

  /** The subject is somebody else's. */
  record TakenSubject(String email) implements LinkOutcome {}
}
