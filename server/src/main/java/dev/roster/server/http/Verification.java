package dev.roster.server.http;

/** What happens to an answer that breaks its document. */
public enum Verification {
  /** Nobody looks. */
  OFF,
  /** It is counted and logged, and leaves unchanged. */
  REPORT,
  /** The caller gets a 500 that names the violation. */
  REFUSE
}
