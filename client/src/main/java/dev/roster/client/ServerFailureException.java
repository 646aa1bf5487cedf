package dev.roster.client;

/** The server could not answer (500 and above); a later call may succeed. */
public final class ServerFailureException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  ServerFailureException(Answer answer) {
    super(answer);
  }
}
