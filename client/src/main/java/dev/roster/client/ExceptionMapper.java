package dev.roster.client;

/** Maps error responses to exceptions, for each of the two contracts. */
final class ExceptionMapper {
  private ExceptionMapper() {}

  static RosterApiException ofCoolset(ErrorResponse response) {
    return switch (response.status()) {
      case 400, 422 -> new ValidationException(response);
      case 409 -> new ConflictException(response);
      default -> common(response);
    };
  }

  static RosterApiException ofCompleat(ErrorResponse response) {
    if (response.status() != 400) {
      return common(response);
    }
    return switch (response.errorCode().orElse(0)) {
      case UnknownCompanyException.CODE -> new UnknownCompanyException(response);
      case UnknownUserException.CODE -> new UnknownUserException(response);
      default -> new CompleatRefusalException(response);
    };
  }

  private static RosterApiException common(ErrorResponse response) {
    int status = response.status();
    return switch (status) {
      case 401 -> new UnauthorizedException(response);
      case 403 -> new ForbiddenException(response);
      case 404 -> new NotFoundException(response);
      case 429 -> new RateLimitedException(response);
      default ->
          status >= 500 ? new ServerFailureException(response) : new RosterApiException(response);
    };
  }
}
