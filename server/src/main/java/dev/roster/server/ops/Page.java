package dev.roster.server.ops;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpStatus;

/**
 * A page of the management port.
 *
 * @param type the media type
 */
record Page(int status, String type, String text) {
  private static final String JSON = "application/json";
  private static final String HTML = "text/html;charset=utf-8";
  private static final String PROBLEM = "application/problem+json";

  static Page json(int status, String text) {
    return new Page(status, JSON, text);
  }

  static Page html(String text) {
    return new Page(HttpStatus.OK_200, HTML, text);
  }

  /** A refusal as RFC 9457 describes it; neither text has a character that JSON escapes. */
  static Page problem(int status, String title, String detail) {
    return new Page(
        status,
        PROBLEM,
        "{\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\"" + detail + "\"}\n");
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
