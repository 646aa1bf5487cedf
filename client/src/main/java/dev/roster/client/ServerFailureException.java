package dev.roster.client;

/**
 * A failure of the server (500 and above); a later call may succeed.
 *
 * {@snippet file="com/example/ExceptionExamples.java" region="report"}
 */
public final class ServerFailureException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  /** As a client throws it for this status and body, for doubles of it in tests. */
  public ServerFailureException(int status, String body) {
    this(ErrorResponse.of(status, body));
  }

  ServerFailureException(ErrorResponse response) {
    super(response);
  }
}
