package dev.roster.server.idempotency;

/** The state of an idempotency key when it is claimed. */
public sealed interface KeyClaim {
  /** The key is new: the work is to be done, and the key kept or released. */
  record Fresh() implements KeyClaim {}

  /** The same was asked before and done, with this result. */
  record Done(String result) implements KeyClaim {}

  /** Something else was asked under this key. */
  record Taken() implements KeyClaim {}
}
