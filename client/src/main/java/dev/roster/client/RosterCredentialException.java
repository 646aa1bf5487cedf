package dev.roster.client;

import org.jspecify.annotations.Nullable;

/**
 * The supplier of the token or key gave none that a header can carry, or threw the exception that
 * is the cause. Nothing was sent, and nothing is repeated.
 *
 * {@snippet file="com/example/ClientExamples.java" region="rotated"}
 */
public final class RosterCredentialException extends RosterException {
  private static final long serialVersionUID = 1L;

  /** As a client throws it, for doubles of it in tests. */
  public RosterCredentialException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
