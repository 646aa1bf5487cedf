package dev.roster.server.compleat;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.roster.compleat.model.ApiError;
import dev.roster.compleat.model.MetaData;
import dev.roster.server.http.RefusalException;
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

  RefusalException unknownCompany() {
    return refusal(400, UNKNOWN_COMPANY, "Unknown company");
  }

  RefusalException unknownUser() {
    return refusal(400, UNKNOWN_USER, "Unknown user");
  }

  RefusalException unauthorized() {
    return refusal(401, null, "Authorization has been denied for this request.");
  }

  RefusalException versionMissing() {
    return refusal(400, null, "An API version is required, but was not specified.");
  }

  RefusalException versionUnsupported() {
    return refusal(400, null, "The API version that was asked for is not supported; it must be 1.");
  }

  RefusalException notFound() {
    return refusal(404, null, "No HTTP resource was found that matches the request URI.");
  }

  RefusalException methodNotAllowed(String method) {
    return refusal(
            405, null, "The requested resource does not support http method '" + method + "'.")
        .with("Allow", "GET, HEAD");
  }

  /**
   * The body of the gateway, blanks included: the known client looks for the status in exactly this
   * place.
   */
  RefusalException throttled(long seconds) {
    return new RefusalException(
            429,
            new RawValue(
                "{ \"statusCode\": 429, \"message\": \"Rate limit is exceeded. Try again in "
                    + seconds
                    + " seconds.\" }"))
        .with("Retry-After", Long.toString(seconds));
  }

  RefusalException unavailable() {
    return refusal(503, null, "The service is temporarily unavailable.").with("Retry-After", "1");
  }

  RefusalException serverError() {
    return refusal(500, null, "An error has occurred.");
  }

  RefusalException refusal(int status, @Nullable Integer code, String message) {
    return new RefusalException(status, new ApiError(code, message, metaData()));
  }

  /** The metadata of every response. */
  MetaData metaData() {
    return new MetaData(1, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
  }
}
