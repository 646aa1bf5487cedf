package dev.roster.client;

import java.util.OptionalInt;

/**
 * The Compleat contract's refusal of a request (400), mostly with an error code.
 *
 * {@snippet file="com/example/ExceptionExamples.java" region="errorCode"}
 */
public sealed class CompleatRefusalException extends RosterApiException
    permits UnknownCompanyException, UnknownUserException {
  private static final long serialVersionUID = 1L;

  private final int errorCode;
  private final boolean hasErrorCode;

  /** As a client throws it for this body, for doubles of it in tests. */
  public CompleatRefusalException(String body) {
    this(ErrorResponse.of(400, body));
  }

  CompleatRefusalException(ErrorResponse response) {
    super(response);
    this.hasErrorCode = response.errorCode().isPresent();
    this.errorCode = response.errorCode().orElse(0);
  }

  /**
   * The contract's error code: 2 for an unknown company, 3 for an unknown user, absent for other
   * refusals.
   */
  public OptionalInt errorCode() {
    return hasErrorCode ? OptionalInt.of(errorCode) : OptionalInt.empty();
  }
}
