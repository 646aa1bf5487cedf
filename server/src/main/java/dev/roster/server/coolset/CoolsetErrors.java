package dev.roster.server.coolset;

import dev.roster.coolset.model.Detail;
import dev.roster.server.http.HttpLimits;
import dev.roster.server.http.Refusal;
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

  static Refusal notFound() {
    return detail(404, "Not found.");
  }

  static Refusal notAcceptable() {
    return detail(406, "Could not satisfy the request Accept header.");
  }

  static Refusal noCredentials() {
    return unauthorized("Authentication credentials were not provided.");
  }

  static Refusal unauthorized(String reason) {
    return detail(UNAUTHORIZED, reason).with("WWW-Authenticate", "Bearer");
  }

  static Refusal permissionDenied() {
    return detail(403, "You do not have permission to perform this action.");
  }

  static Refusal throttled(long seconds) {
    return detail(
            429,
            "Request was throttled. Expected available in "
                + seconds
                + (seconds == 1 ? " second." : " seconds."))
        .with("Retry-After", Long.toString(seconds));
  }

  static Refusal methodNotAllowed(String method) {
    return detail(405, "Method \"" + method + "\" not allowed.");
  }

  static Refusal unsupportedMediaType(String mediaType) {
    return detail(415, "Unsupported media type \"" + mediaType + "\" in request.");
  }

  static Refusal tooLarge() {
    return detail(413, "The request body is larger than " + HttpLimits.MAX_BODY + " bytes.");
  }

  static Refusal parseError(String reason) {
    return detail(400, "JSON parse error - " + reason);
  }

  static Refusal malformedKey() {
    return detail(
        400,
        "The Idempotency-Key header must be 1 to 255 visible ASCII characters, bare or in double"
            + " quotes.");
  }

  static Refusal keyTaken() {
    return detail(409, "This Idempotency-Key was used for a different request.");
  }

  static Refusal unavailable(long seconds) {
    return detail(503, "The service is temporarily unavailable.")
        .with("Retry-After", Long.toString(seconds));
  }

  static Refusal serverError() {
    return detail(500, "A server error occurred.");
  }

  static Refusal invalid(Object body) {
    return new Refusal(400, body);
  }

  static Refusal field(String field, String message) {
    return invalid(Map.of(field, List.of(message)));
  }

  static Refusal alreadyMember() {
    return field("email", "This user is already a member of the workspace.");
  }

  static Refusal alreadyInvited() {
    return field("email", "An invitation for this address is pending.");
  }

  static Refusal detail(int status, String reason) {
    return new Refusal(status, Detail.builder().detail(reason).build());
  }
}
