package dev.roster.client;

/** The server could not answer (500 and above); a later call may succeed. */
public final class ServerFailureException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  /** As a client throws it for this status and body, for doubles of it in tests. */
  public ServerFailureException(int status, String body) {
    this(Answer.of(status, body));
  }

  ServerFailureException(Answer answer) {
    super(answer);
  }
}
