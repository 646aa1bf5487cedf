package dev.roster.server.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;

/**
 * A place in a distributed trace.
 *
 * @param traceId 32 hexadecimal digits, not all zero
 * @param spanId 16 hexadecimal digits, not all zero
 */
public record TraceContext(String traceId, String spanId) {
  /** The header with the span of the caller (W3C Trace Context). */
  public static final String HEADER = "traceparent";

  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

  private static final String VERSION = "00";

  /**
   * The span of the caller; empty if none is named, it is not in the form of the standard, or it is
   * the credential that the request presents.
   */
  public static Optional<TraceContext> of(HttpFields headers) {
    // most requests have none, and cost no list
    if (!headers.contains(HEADER)) {
      return Optional.empty();
    }
    List<String> values = headers.getValuesList(HEADER);
    return values.size() == 1
        ? parse(values.getFirst())
            .filter(context -> !PresentedCredentials.of(headers).standInId(context.traceId()))
        : Optional.empty();
  }

  private static Optional<TraceContext> parse(String value) {
    Matcher parts = FORM.matcher(value);
    // a later version may say more behind what this one knows
    return parts.matches() && (parts.group(4) == null || !parts.group(1).equals(VERSION))
        ? Optional.of(new TraceContext(parts.group(2), parts.group(3)))
        : Optional.empty();
  }
}
