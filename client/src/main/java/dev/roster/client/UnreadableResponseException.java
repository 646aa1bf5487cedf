package dev.roster.client;

import org.jspecify.annotations.Nullable;

/**
 * The status says success but the body is not what the contract promises: empty, the page of a
 * proxy, a list without its entries, an object with none of its members, a value of another type,
 * or too long. The cause tells which. What a POST asked for may have been done.
 *
 * {@snippet file="com/example/ExceptionExamples.java" region="report"}
 */
public final class UnreadableResponseException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  /** As a client throws it for this status and body, for doubles of it in tests. */
  public UnreadableResponseException(int status, String body) {
    this(ErrorResponse.of(status, body), null);
  }

  UnreadableResponseException(ErrorResponse response, @Nullable Throwable cause) {
    super(
        response,
        "the body is not what the contract promises (Content-Type: " + response.mediaType() + ")",
        cause);
  }
}
