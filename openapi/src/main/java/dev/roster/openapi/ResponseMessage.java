package dev.roster.openapi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A response as it is sent. The body is not copied.
 *
 * @param headers by name, in any case
 * @param bodiless true for the response to a HEAD, which has the headers of a body that is not sent
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
