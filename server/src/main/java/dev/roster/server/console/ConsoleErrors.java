package dev.roster.server.console;

import dev.roster.console.model.Problem;
import dev.roster.server.http.RefusalException;
import java.time.Duration;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Every refusal of the console contract, as a problem of RFC 9457. */
final class ConsoleErrors {
  private static final int CONFLICT = 409;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;

  private ConsoleErrors() {}

  static RefusalException ofStatus(int status) {
    return problem(status, null, null);
  }

  static RefusalException badRequest(String detail) {
    return problem(400, detail, null);
  }

  static RefusalException malformedKey() {
    return badRequest(
        "The Idempotency-Key header must be 1 to 255 visible ASCII characters, bare or in double"
            + " quotes.");
  }

  static RefusalException unauthorized(String detail) {
    return problem(401, detail, null).with("WWW-Authenticate", "Bearer");
  }

  static RefusalException needsScope() {
    return problem(FORBIDDEN, "The token may not be used to write.", null);
  }

  static RefusalException needsAdministrator() {
    return problem(FORBIDDEN, "This needs the role OWNER or ADMIN.", null);
  }

  static RefusalException roleAboveOwn() {
    return problem(
        FORBIDDEN, "Your role may not invite with the role of this invitation.", "role-above-own");
  }

  static RefusalException notFound() {
    return ofStatus(404);
  }

  static RefusalException ended(String detail) {
    return problem(CONFLICT, detail, "invitation-ended");
  }

  static RefusalException keyTaken() {
    return problem(CONFLICT, "This Idempotency-Key was used for a different request.", "key-taken");
  }

  static RefusalException throttled(long seconds) {
    return problem(TOO_MANY, "Try again in " + seconds(seconds), null)
        .with("Retry-After", Long.toString(seconds));
  }

  static RefusalException quotaReached(Duration wait) {
    return problem(
            TOO_MANY,
            "No more mails of invitations are sent today; try again in "
                + seconds(wait.toSeconds()),
            "quota-reached")
        .with("Retry-After", Long.toString(wait.toSeconds()));
  }

  private static String seconds(long seconds) {
    return seconds + (seconds == 1 ? " second." : " seconds.");
  }

  static RefusalException unavailable(long seconds) {
    return ofStatus(503).with("Retry-After", Long.toString(seconds));
  }

  static RefusalException problem(int status, @Nullable String detail, @Nullable String code) {
    return new RefusalException(
        status, new Problem(HttpStatus.getMessage(status), status, detail, code));
  }
}
