package dev.roster.client;

/** Which exception stands for which answer, in each of the two dialects. */
final class Failures {
  private Failures() {}

  static RosterApiException ofCoolset(Answer answer) {
    return switch (answer.status()) {
      case 400, 422 -> new ValidationException(answer);
      case 409 -> new ConflictException(answer);
      default -> common(answer);
    };
  }

  static RosterApiException ofCompleat(Answer answer) {
    if (answer.status() != 400) {
      return common(answer);
    }
    return switch (answer.errorCode().orElse(0)) {
      case UnknownCompanyException.CODE -> new UnknownCompanyException(answer);
      case UnknownUserException.CODE -> new UnknownUserException(answer);
      default -> new CompleatRefusalException(answer);
    };
  }

  private static RosterApiException common(Answer answer) {
    int status = answer.status();
    return switch (status) {
      case 401 -> new UnauthorizedException(answer);
      case 403 -> new ForbiddenException(answer);
      case 404 -> new NotFoundException(answer);
      case 429 -> new RateLimitedException(answer);
      default ->
          status >= 500 ? new ServerFailureException(answer) : new RosterApiException(answer);
    };
  }
}
