package dev.roster.server.http;

import java.util.Map;

/**
 * A refusal as a person with a browser sees it.
 *
 * @param headers that the page needs, such as its policy
 */
public record RefusalPage(String html, Map<String, String> headers) {
  /** The media type of all pages. */
  public static final String TYPE = "text/html;charset=utf-8";
}
