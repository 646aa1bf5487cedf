package dev.roster.client;

import org.jspecify.annotations.Nullable;

/**
 * The status says success but the body is not what the contract promises: empty, the page of a
 * proxy, a list without its entries, an object with none of its members, a value of another type,
 * or too long. The cause tells which. What a POST asked for may have been done.
 */
public final class UnreadableAnswerException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  /** As a client throws it for this status and body, for doubles of it in tests. */
  public UnreadableAnswerException(int status, String body) {
    this(Answer.of(status, body), null);
  }

  UnreadableAnswerException(Answer answer, @Nullable Throwable cause) {
    super(
        answer,
        "the body is not what the contract promises (Content-Type: " + answer.mediaType() + ")",
        cause);
  }
}
