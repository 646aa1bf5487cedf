package dev.roster.server.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

  private final Map<String, String> purposes = new LinkedHashMap<>(PURPOSES);
  private final PageLook look;
  private volatile Optional<URI> server = Optional.empty();

  /**
   * @param paths of the pages that there are
   */
  IndexPage(Collection<String> paths, PageLook look) {
    purposes.keySet().retainAll(paths);
    this.look = look;
  }

  /** Links to the server at this address from now on. */
  void leadTo(URI address) {
    server = Optional.of(address);
  }

  /**
   * The index.
   *
   * @param forPerson as a person with a browser reads it
   */
  Page page(boolean forPerson) {
    return forPerson
        ? Page.html(look.frame().apply("Management · Roster", body()), look.styles())
        : Page.json(HttpStatus.OK_200, text(Map.of("pages", purposes)) + "\n");
  }

  private String body() {
    StringBuilder links = new StringBuilder();
    purposes.forEach((path, purpose) ->
        links.append("<li><a href=\"%1$s\">%1$s</a>: %2$s</li>\n".formatted(path, purpose)));
    // no character of a URI but & needs an escape in HTML
    String main =
        server
            .map(address -> address.toString().replace("&", "&amp;"))
            .map("<p>The server itself: <a href=\"%1$s/\">%1$s</a></p>\n"::formatted)
            .orElse("<p>The server itself does not serve yet.</p>\n");
    return """
    <header class="band"><p class="what">Roster</p><h1>Management of this server</h1></header>
    <main class="wide"><div class="cards"><section class="card whole">
    <ul>
    %s</ul>
    %s</section></div></main>\
    """
        .formatted(links, main);
  }

  private static String text(Map<String, Map<String, String>> index) {
    try {
      return JSON.writeValueAsString(index);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
