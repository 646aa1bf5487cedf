package dev.roster.client;

import org.jspecify.annotations.Nullable;

/**
 * The status says success but the body is not what the contract promises, for example empty or the
 * page of a proxy. What a POST asked for may have been done.
 */
public final class UnreadableAnswerException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  UnreadableAnswerException(Answer answer, @Nullable Throwable cause) {
    super(answer, "the body is not what the contract promises", cause);
  }
}
