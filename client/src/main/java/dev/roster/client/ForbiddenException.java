package dev.roster.client;

/** The caller is known but lacks the permission (403). */
public final class ForbiddenException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  ForbiddenException(Answer answer) {
    super(answer);
  }
}
