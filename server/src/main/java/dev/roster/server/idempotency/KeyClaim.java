package dev.roster.server.idempotency;

/** What is known of a request when its key is claimed. */
public sealed interface KeyClaim {
  /** Nobody asked under this key before: the work is to be done, and the key kept or released. */
  record Fresh() implements KeyClaim {}

  /** The same was asked before and done, with this result. */
  record Done(String result) implements KeyClaim {}

  /** Something else was asked under this key. */
  record Taken() implements KeyClaim {}
}
