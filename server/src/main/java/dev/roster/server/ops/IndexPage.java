package dev.roster.server.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** The page {@code /} of the management port: its other pages, as links or as JSON. */
final class IndexPage {
  static final String PATH = "/";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A page is in the index of a server that has it. */
  private static final Map<String, String> PURPOSES = new LinkedHashMap<>();

  static {
    PURPOSES.put("/livez", "whether the process responds");
    PURPOSES.put("/readyz", "whether the server wants requests, with the reasons");
    PURPOSES.put("/metrics", "metrics for Prometheus");
    PURPOSES.put(LoggersPages.PATH, "levels of the log");
  }

  private final Page json;
  private final Page html;

  /**
   * @param paths of the pages that there are
   */
  IndexPage(Collection<String> paths) {
    Map<String, String> purposes = new LinkedHashMap<>(PURPOSES);
    purposes.keySet().retainAll(paths);
    json = Page.json(HttpStatus.OK_200, text(Map.of("pages", purposes)) + "\n");
    StringBuilder links = new StringBuilder();
    purposes.forEach((path, purpose) ->
        links.append("<li><a href=\"%1$s\">%1$s</a>: %2$s</li>\n".formatted(path, purpose)));
    html =
        Page.html(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Management · Roster</title>
            </head>
            <body>
            <main>
            <h1>Management of this Roster server</h1>
            <ul>
            %s</ul>
            </main>
            </body>
            </html>
            """
                .formatted(links));
  }

  /**
   * The index.
   *
   * @param forPerson as a person with a browser reads it
   */
  Page page(boolean forPerson) {
    return forPerson ? html : json;
  }

  private static String text(Map<String, Map<String, String>> index) {
    try {
      return JSON.writeValueAsString(index);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
