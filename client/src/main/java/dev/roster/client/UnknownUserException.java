package dev.roster.client;

/**
 * The user is not one of the tenant's (400 with error code 3), whether or not it exists elsewhere.
 *
 * {@snippet file="com/example/TenantExamples.java" region="user"}
 */
public final class UnknownUserException extends CompleatRefusalException {
  static final int CODE = 3;
  private static final long serialVersionUID = 1L;

  /** As a client throws it, for doubles of it in tests. */
  public UnknownUserException() {
    this(ErrorResponse.of(400, "{\"ErrorCode\":3,\"Message\":\"Unknown user\"}"));
  }

  UnknownUserException(ErrorResponse response) {
    super(response);
  }
}
