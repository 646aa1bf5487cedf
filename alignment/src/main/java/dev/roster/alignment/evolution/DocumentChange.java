package dev.roster.alignment.evolution;

import dev.roster.openapi.Place;

/**
 * A difference between the document that was released and the one of today.
 *
 * @param operation the operationId, or {@code *}
 * @param what the place and the kind of the change, by which an allow-list names it
 * @param why what it does to those who use the contract
 */
record DocumentChange(
    Severity severity, String operation, String what, String why, Place before, Place after) {

  /** The effect of a change on the users of the contract. */
  enum Severity {
    /** Breaks a consumer that keeps to the released document. */
    BREAKING,
    /** May break a consumer that relies on more than the document says. */
    RISKY,
    /** Invisible to consumers that keep to the released document. */
    HARMLESS
  }

  /** The name of the change in an allow-list. */
  String name() {
    return operation + " " + what;
  }
}
