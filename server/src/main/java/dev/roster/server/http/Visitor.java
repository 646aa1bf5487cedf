package dev.roster.server.http;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person with a browser, as a request tells.
 *
 * @param languages the {@code Accept-Language} of the request
 */
public record Visitor(@Nullable String languages, String requestId) {
  /** The sender of a request that accepts HTML by name, as browsers do; empty for a program. */
  static Optional<Visitor> of(
      @Nullable String accept, @Nullable String languages, String requestId) {
    return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html")
        ? Optional.of(new Visitor(languages, requestId))
        : Optional.empty();
  }
}
