package dev.roster.drills.history;

/** What a client knows about its call when it ends. */
public enum Outcome {
  /** The server acknowledged it: its effect is there for good. */
  OK,

  /** The server refused it, or it was never sent: it has no effect. */
  REFUSED,

  /** Nobody knows: a time-out, a broken connection, a 5xx. It may take effect at any later time. */
  UNKNOWN
}
