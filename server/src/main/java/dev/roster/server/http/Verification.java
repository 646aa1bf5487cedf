package dev.roster.server.http;

/** The treatment of a response that violates its document. */
public enum Verification {
  /** Responses are not verified. */
  OFF,
  /** It is counted and logged, and leaves unchanged. */
  REPORT,
  /** The caller gets a 500 that names the violation. */
  REFUSE
}
