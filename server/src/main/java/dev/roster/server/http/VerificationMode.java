package dev.roster.server.http;

import java.util.Locale;

/** The handling of a response that violates its document. */
public enum VerificationMode {
  /** Responses are not verified. */
  OFF,
  /** It is counted and logged, and leaves unchanged. */
  REPORT,
  /** The caller gets a 500 that names the violation. */
  REFUSE;

  /** As a person writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
