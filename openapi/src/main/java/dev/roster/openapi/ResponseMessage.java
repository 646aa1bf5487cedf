package dev.roster.openapi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as it is about to leave. The body is not copied.
 *
 * @param headers by name, in any case
 * @param bodiless whether the body stays away because the request was a HEAD
 */
@SuppressWarnings("ArrayRecordComponent")
public record ResponseMessage(
    int status, Map<String, List<String>> headers, byte[] body, boolean bodiless) {
  public ResponseMessage {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }
}
