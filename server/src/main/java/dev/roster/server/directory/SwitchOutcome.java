package dev.roster.server.directory;

/** The outcome of switching the current workspace. */
public enum SwitchOutcome {
  SWITCHED,

  /** This was asked before under the same key, and done then. */
  REPEATED,

  /** Something else was asked under this key. */
  KEY_TAKEN,

  /** The caller does not belong to the company, whether or not it exists. */
  NOT_A_MEMBER
}
