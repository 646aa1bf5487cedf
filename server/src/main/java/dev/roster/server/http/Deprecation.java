package dev.roster.server.http;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * That an operation will go away, as its document says; days begin at midnight UTC.
 *
 * @param since the day from which it is deprecated
 * @param sunset the day from which it may be gone
 * @param successor the path of what takes its place
 */
public record Deprecation(LocalDate since, LocalDate sunset, String successor) {
  /** The headers that tell of it: RFC 9745, RFC 8594, and a link of RFC 5829. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Deprecation", "@" + since.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
    headers.put("Sunset", HttpDate.of(sunset.atStartOfDay().toInstant(ZoneOffset.UTC)));
    headers.put("Link", "<" + successor + ">; rel=\"successor-version\"");
    return headers;
  }
}
