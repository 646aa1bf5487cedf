package dev.roster.client;

import java.util.OptionalInt;

/** The Compleat contract's refusal of a request (400), mostly with an error code. */
public sealed class CompleatRefusalException extends RosterApiException
    permits UnknownCompanyException, UnknownUserException {
  private static final long serialVersionUID = 1L;

  private final int errorCode;
  private final boolean hasErrorCode;

  /** As a client throws it for this body, for doubles of it in tests. */
  public CompleatRefusalException(String body) {
    this(Answer.of(400, body));
  }

  CompleatRefusalException(Answer answer) {
    super(answer);
    this.hasErrorCode = answer.errorCode().isPresent();
    this.errorCode = answer.errorCode().orElse(0);
  }

  /**
   * The contract's error code: 2 for an unknown company, 3 for an unknown user, absent for other
   * refusals.
   */
  public OptionalInt errorCode() {
    return hasErrorCode ? OptionalInt.of(errorCode) : OptionalInt.empty();
  }
}
