package dev.roster.client;

/** The token or key is missing, revoked or not valid for what was asked (401). */
public final class UnauthorizedException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  /** As a client throws it for this body, for doubles of it in tests. */
  public UnauthorizedException(String body) {
    this(Answer.of(401, body));
  }

  UnauthorizedException(Answer answer) {
    super(answer);
  }
}
