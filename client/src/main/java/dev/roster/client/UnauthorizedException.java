package dev.roster.client;

/**
 * The token or key is missing, revoked or not valid for what was asked (401).
 *
 * {@snippet file="com/example/ExceptionExamples.java" region="hierarchy"}
 */
public final class UnauthorizedException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  /** As a client throws it for this body, for doubles of it in tests. */
  public UnauthorizedException(String body) {
    this(ErrorResponse.of(401, body));
  }

  UnauthorizedException(ErrorResponse response) {
    super(response);
  }
}
