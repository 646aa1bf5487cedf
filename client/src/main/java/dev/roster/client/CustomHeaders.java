package dev.roster.client;

import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Set;

/** Headers that an application adds to requests; those of the clients themselves are refused. */
final class CustomHeaders {
  private static final Set<String> OWN =
      Set.of(
          "accept",
          "accept-encoding",
          "authorization",
          "content-type",
          "idempotency-key",
          "proxy-authorization",
          "user-agent",
          "x-api-compleat-key");

  private CustomHeaders() {}

  /** Refuses a header that a client sets by itself, or that HTTP does not allow. */
  static void check(String name, String value) {
    ArgumentChecks.given(value, "value");
    if (OWN.contains(ArgumentChecks.given(name, "name").toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("the client sets the header " + name + " by itself");
    }
    try {
      HttpRequest.newBuilder().header(name, value);
    } catch (IllegalArgumentException e) {
      // without the cause, whose message repeats the value
      throw new IllegalArgumentException(
          "the header " + name.replaceAll("\\P{Graph}", "?") + " cannot be sent with this value");
    }
  }
}
