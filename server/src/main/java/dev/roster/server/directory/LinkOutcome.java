package dev.roster.server.directory;

/** The outcome of linking a person to the subject of an identity provider. */
public sealed interface LinkOutcome {
  /** It is done. */
  record Linked(Account account) implements LinkOutcome {}

  /** There is no person with this address. */
  record UnknownPerson() implements LinkOutcome {}

  /** The subject is another person's. */
  record TakenSubject(String email) implements LinkOutcome {}
}
