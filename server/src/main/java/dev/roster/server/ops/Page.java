package dev.roster.server.ops;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpStatus;

/**
 * A page of the management port.
 *
 * @param type the media type
 * @param styles the directive of the policy that allows the styles of the page; empty without any
 */
record Page(int status, String type, String text, String styles) {
  /** A page needs nothing but itself. */
  private static final String POLICY =
      "default-src 'none'; %sbase-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String JSON = "application/json";
  private static final String HTML = "text/html;charset=utf-8";
  private static final String PROBLEM = "application/problem+json";

  static Page json(int status, String text) {
    return new Page(status, JSON, text, "");
  }

  static Page html(String text, String styles) {
    return new Page(HttpStatus.OK_200, HTML, text, styles);
  }

  /** A refusal as RFC 9457 describes it; neither text has a character that JSON escapes. */
  static Page problem(int status, String title, String detail) {
    return new Page(
        status,
        PROBLEM,
        "{\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\"" + detail + "\"}\n",
        "");
  }

  /** The content security policy of the page. */
  String policy() {
    return POLICY.formatted(styles.isEmpty() ? "" : styles + "; ");
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
