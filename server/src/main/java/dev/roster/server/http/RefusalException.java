package dev.roster.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response other than success, in the dialect of a door. Thrown where it is found out, rendered
 * in one place; it is no bug, so it carries no stack trace.
 *
 * @see FailureMapper
 */
public final class RefusalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Object body;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  /**
   * @param body what the door's JSON writer makes the body of
   */
  public RefusalException(int status, Object body) {
    super("status " + status, null, false, false);
    this.status = status;
    this.body = body;
  }

  /** Adds a header to the response. */
  public RefusalException with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  public int status() {
    return status;
  }

  public Object body() {
    return body;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
