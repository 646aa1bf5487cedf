package dev.roster.client;

/**
 * The company is not one of the tenant's (400 with error code 2), whether or not it exists
 * elsewhere.
 *
 * {@snippet file="com/example/TenantExamples.java" region="usersWithAccessTo"}
 */
public final class UnknownCompanyException extends CompleatRefusalException {
  static final int CODE = 2;
  private static final long serialVersionUID = 1L;

  /** As a client throws it, for doubles of it in tests. */
  public UnknownCompanyException() {
    this(ErrorResponse.of(400, "{\"ErrorCode\":2,\"Message\":\"Unknown company\"}"));
  }

  UnknownCompanyException(ErrorResponse response) {
    super(response);
  }
}
