package dev.roster.client;

/**
 * There is no such thing, or it is not the caller's to see; the server does not tell which (404).
 *
 * {@snippet file="com/example/CountryExamples.java" region="byCode"}
 */
public final class NotFoundException extends RosterApiException {
  private static final long serialVersionUID = 1L;

  /** As a client throws it for this body, for doubles of it in tests. */
  public NotFoundException(String body) {
    this(ErrorResponse.of(404, body));
  }

  NotFoundException(ErrorResponse response) {
    super(response);
  }
}
