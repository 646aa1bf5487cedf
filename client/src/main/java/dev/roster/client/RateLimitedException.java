package dev.roster.client;

/** More requests than the server allows (429); {@link #retryAfter()} says when to come back. */
public final class RateLimitedException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  RateLimitedException(Answer answer) {
    super(answer);
  }
}
