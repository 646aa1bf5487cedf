package dev.roster.server.coolset;

import dev.roster.coolset.model.Detail;
import dev.roster.server.http.HttpLimits;
import dev.roster.server.http.RefusalException;
import java.util.List;
import java.util.Map;

/**
 * Every refusal of the Coolset contract: {@code {"detail": ...}}, or a map of fields to messages.
 * The texts are those of Django REST Framework, except that a missing object says what the public
 * page says.
 */
final class CoolsetErrors {
  private static final int UNAUTHORIZED = 401;

  private CoolsetErrors() {}

  static RefusalException notFound() {
    return detail(404, "Not found.");
  }

  static RefusalException notAcceptable() {
    return detail(406, "Could not satisfy the request Accept header.");
  }

  static RefusalException noCredentials() {
    return unauthorized("Authentication credentials were not provided.");
  }

  static RefusalException unauthorized(String reason) {
    return detail(UNAUTHORIZED, reason).with("WWW-Authenticate", "Bearer");
  }

  static RefusalException permissionDenied() {
    return detail(403, "You do not have permission to perform this action.");
  }

  static RefusalException throttled(long seconds) {
    return detail(
            429,
            "Request was throttled. Expected available in "
                + seconds
                + (seconds == 1 ? " second." : " seconds."))
        .with("Retry-After", Long.toString(seconds));
  }

  static RefusalException methodNotAllowed(String method) {
    return detail(405, "Method \"" + method + "\" not allowed.");
  }

  static RefusalException unsupportedMediaType(String mediaType) {
    return detail(415, "Unsupported media type \"" + mediaType + "\" in request.");
  }

  static RefusalException tooLarge() {
    return detail(413, "The request body is larger than " + HttpLimits.MAX_BODY + " bytes.");
  }

  static RefusalException parseError(String reason) {
    return detail(400, "JSON parse error - " + reason);
  }

  static RefusalException malformedKey() {
    return detail(
        400,
        "The Idempotency-Key header must be 1 to 255 visible ASCII characters, bare or in double"
            + " quotes.");
  }

  static RefusalException keyTaken() {
    return detail(409, "This Idempotency-Key was used for a different request.");
  }

  static RefusalException unavailable(long seconds) {
    return detail(503, "The service is temporarily unavailable.")
        .with("Retry-After", Long.toString(seconds));
  }

  static RefusalException serverError() {
    return detail(500, "A server error occurred.");
  }

  static RefusalException invalid(Object body) {
    return new RefusalException(400, body);
  }

  static RefusalException field(String field, String message) {
    return invalid(Map.of(field, List.of(message)));
  }

  static RefusalException alreadyMember() {
    return field("email", "This user is already a member of the workspace.");
  }

  static RefusalException alreadyInvited() {
    return field("email", "An invitation for this address is pending.");
  }

  static RefusalException detail(int status, String reason) {
    return new RefusalException(status, Detail.builder().detail(reason).build());
  }
}
