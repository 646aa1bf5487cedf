package dev.roster.server.security;

/**
 * The expected outcome of a request; of several reasons to refuse it, the last one here decides.
 */
enum ExpectedOutcome {
  /** The operation succeeds. */
  GRANTED,
  /** It answers as if the object did not exist. */
  HIDDEN,
  /** It says that the object has ended. */
  ENDED,
  /** It names the field that is not valid. */
  INVALID,
  /** The caller lacks the permission. */
  FORBIDDEN,
  /** The request has no valid credential. */
  UNAUTHENTICATED;

  int status(Contract.Call call) {
    return switch (this) {
      case GRANTED -> call.success();
      case HIDDEN -> call.isCompleat() ? 400 : 404;
      case ENDED -> 409;
      case INVALID -> 400;
      case FORBIDDEN -> 403;
      case UNAUTHENTICATED -> 401;
    };
  }

  ExpectedOutcome or(ExpectedOutcome other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
