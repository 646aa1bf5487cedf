package dev.roster.server.logging;

/** The form of an event in the log. */
public enum LogFormat {
  /** For people: the message on one line, and a stack trace below it. */
  TEXT,

  /** For programs: a JSON object on one line, with the fields of the Elastic Common Schema. */
  ECS
}
