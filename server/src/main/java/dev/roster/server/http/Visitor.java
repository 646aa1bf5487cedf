package dev.roster.server.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person with a browser, as a request tells.
 *
 * @param languages the {@code Accept-Language} of the request
 */
public record Visitor(@Nullable String languages, String requestId) {
  /**
   * The sender of a request that prefers HTML to JSON, as browsers do; empty for a program. The one
   * place that decides this for all pages.
   *
   * @param accept the {@code Accept} of the request, its lines joined by commas
   */
  public static Optional<Visitor> of(
      @Nullable String accept, @Nullable String languages, String requestId) {
    return AcceptedTypes.of(accept).preferHtml()
        ? Optional.of(new Visitor(languages, requestId))
        : Optional.empty();
  }
}
