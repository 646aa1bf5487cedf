package dev.roster.client;

/** The token or key is missing, revoked or not valid for what was asked (401). */
public final class UnauthorizedException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  UnauthorizedException(Answer answer) {
    super(answer);
  }
}
