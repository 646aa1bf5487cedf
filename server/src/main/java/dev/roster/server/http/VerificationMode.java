package dev.roster.server.http;

/** The handling of a response that violates its document. */
public enum VerificationMode {
  /** Responses are not verified. */
  OFF,
  /** It is counted and logged, and leaves unchanged. */
  REPORT,
  /** The caller gets a 500 that names the violation. */
  REFUSE
}
