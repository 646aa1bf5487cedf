package dev.roster.client.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One HTTP response of any status, with as much of its body as the request allowed. Immutable.
 *
 * {@snippet file="com/example/TransportExamples.java" region="memory"}
 */
public final class TransportResponse {
  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;
  private final boolean truncated;

  TransportResponse(int status, HttpHeaders headers, byte[] body, boolean truncated) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.truncated = truncated;
  }

  /** A response with a whole body. */
  public static TransportResponse of(int status, Map<String, List<String>> headers, byte[] body) {
    return new TransportResponse(status, headers(headers), body.clone(), false);
  }

  /** A response with this JSON and its media type, for doubles of a server in tests. */
  public static TransportResponse json(int status, String body) {
    return of(
        status,
        Map.of("Content-Type", List.of("application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a response from a stream, which is not closed.
   *
   * @param largestBody the most bytes to read: {@link TransportRequest#largestBody(int)} of the
   *     status
   */
  public static TransportResponse read(
      int status, Map<String, List<String>> headers, InputStream body, int largestBody)
      throws IOException {
    byte[] bytes = body.readNBytes(largestBody);
    boolean more = bytes.length == largestBody && body.read() >= 0;
    return new TransportResponse(status, headers(headers), bytes, more);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The headers, by name in any case. */
  public HttpHeaders headers() {
    return headers;
  }

  /** A copy of the bytes of the body. */
  public byte[] body() {
    return body.clone();
  }

  /** The body as text in UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Reports whether the body had more bytes than the request allowed. */
  public boolean isTruncated() {
    return truncated;
  }

  @Override
  public String toString() {
    return "HTTP " + status + " with " + body.length + " bytes";
  }

  private static HttpHeaders headers(Map<String, List<String>> headers) {
    return HttpHeaders.of(headers, (name, value) -> true);
  }
}
