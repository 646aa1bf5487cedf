package dev.roster.server.compleat;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.roster.compleat.model.ApiError;
import dev.roster.compleat.model.MetaData;
import dev.roster.server.http.Refusal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Every refusal of the Compleat contract: message, metadata and, for two of them, an error code.
 */
final class CompleatErrors {
  private static final int UNKNOWN_COMPANY = 2;
  private static final int UNKNOWN_USER = 3;

  private final Clock clock;

  CompleatErrors(Clock clock) {
    this.clock = clock;
  }

  Refusal unknownCompany() {
    return refusal(400, UNKNOWN_COMPANY, "Unknown company");
  }

  Refusal unknownUser() {
    return refusal(400, UNKNOWN_USER, "Unknown user");
  }

  Refusal unauthorized() {
    return refusal(401, null, "Authorization has been denied for this request.");
  }

  Refusal versionMissing() {
    return refusal(400, null, "An API version is required, but was not specified.");
  }

  Refusal versionUnsupported() {
    return refusal(400, null, "The API version that was asked for is not supported; it must be 1.");
  }

  Refusal notFound() {
    return refusal(404, null, "No HTTP resource was found that matches the request URI.");
  }

  Refusal methodNotAllowed(String method) {
    return refusal(
            405, null, "The requested resource does not support http method '" + method + "'.")
        .with("Allow", "GET, HEAD");
  }

  /**
   * The body of the gateway, blanks included: the known client looks for the status in exactly this
   * place.
   */
  Refusal throttled(long seconds) {
    return new Refusal(
            429,
            new RawValue(
                "{ \"statusCode\": 429, \"message\": \"Rate limit is exceeded. Try again in "
                    + seconds
                    + " seconds.\" }"))
        .with("Retry-After", Long.toString(seconds));
  }

  Refusal unavailable() {
    return refusal(503, null, "The service is temporarily unavailable.").with("Retry-After", "1");
  }

  Refusal serverError() {
    return refusal(500, null, "An error has occurred.");
  }

  Refusal refusal(int status, @Nullable Integer code, String message) {
    return new Refusal(status, new ApiError(code, message, metaData()));
  }

  /** What every answer carries. */
  MetaData metaData() {
    return new MetaData(1, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
  }
}
