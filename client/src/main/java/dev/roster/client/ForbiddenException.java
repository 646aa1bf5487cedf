package dev.roster.client;

/**
 * The caller is known but lacks the permission (403).
 *
 * {@snippet file="com/example/ExceptionExamples.java" region="permission"}
 */
public final class ForbiddenException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  /** As a client throws it for this body, for doubles of it in tests. */
  public ForbiddenException(String body) {
    this(ErrorResponse.of(403, body));
  }

  ForbiddenException(ErrorResponse response) {
    super(response);
  }
}
