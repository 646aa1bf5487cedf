package dev.roster.client;

/**
 * The idempotency key stands for another request (409): this user sent it to the same operation
 * with other values. Nothing was changed; a new request needs a new key.
 *
 * {@snippet file="com/example/InvitationExamples.java" region="isNewKey"}
 */
public final class ConflictException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  /** As a client throws it for this body, for doubles of it in tests. */
  public ConflictException(String body) {
    this(ErrorResponse.of(409, body));
  }

  ConflictException(ErrorResponse response) {
    super(response);
  }
}
