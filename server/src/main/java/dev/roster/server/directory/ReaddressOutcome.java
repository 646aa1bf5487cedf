package dev.roster.server.directory;

/** The outcome of giving a person another address. */
public sealed interface ReaddressOutcome {
  /**
   * The person has the address.
   *
   * @param before the address until now
   */
  record Readdressed(String before, Account account) implements ReaddressOutcome {}

  /** There is no such person. */
  record UnknownPerson() implements ReaddressOutcome {}

  /** Another person has the address. */
  record TakenAddress(long personId) implements ReaddressOutcome {}
}
