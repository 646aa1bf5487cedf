package dev.roster.server.idempotency;

/** The state of an idempotency key when it is claimed. */
public sealed interface KeyClaim {
  /** The key is new: the work is to be done, or the key to be released. */
  record Fresh() implements KeyClaim {}

  /** The key was used before. */
  sealed interface Known extends KeyClaim {}

  /** The same was asked before and done, with this result. */
  record Done(String result) implements Known {}

  /** Something else was asked under this key. */
  record Taken() implements Known {}
}
