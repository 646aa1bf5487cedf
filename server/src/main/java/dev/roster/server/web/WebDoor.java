package dev.roster.server.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.http.Door;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.RefusalException;
import dev.roster.server.http.RefusalPage;
import dev.roster.server.http.Route;
import dev.roster.server.http.Visitor;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The web pages, which need no credential. Without a mailbox its paths are unknown like any other.
 * Safe for use by many threads.
 */
public final class WebDoor implements Door {
  private static final String MAILBOX = "/dev/mailbox";
  private static final String ACCEPT = "/accept";
  private static final String DOCS = "/docs";
  private static final String ICON = "/icon";
  private static final String CONSOLE = "/console";
  private static final String DOCS_ASSETS = DOCS + "/assets/";
  private static final Pattern PAGES =
      Pattern.compile(
          "/dev/mailbox(/[0-9]{1,9}(/text)?)?|/console(/[a-z]{1,40})?|/docs(/[a-z.-]{1,40}|/assets/[0-9.]{1,20}/[a-z0-9.-]{1,40})?");

  private static final Pattern MAIL = Pattern.compile("/dev/mailbox/[0-9]{1,9}(/text)?");

  /** The addresses of pages for people, with a slash that they do not have. */
  private static final Pattern WITH_SLASH =
      Pattern.compile("(?:/accept|/console|/docs|/dev/mailbox(/[0-9]{1,9}(/text)?)?)/");

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final ServedPages served;
  private final ErrorPage errors;
  private final Optional<String> logo;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param logo the picture in mails and on the page behind their links
   */
  public WebDoor(ServedPages served, Optional<URI> logo) {
    this.served = served;
    this.errors = new ErrorPage(served);
    this.logo = logo.map(WebDoor::origin);
  }

  @Override
  public String name() {
    return "web";
  }

  @Override
  public boolean owns(String path) {
    return path.equals("/")
        || path.equals(ICON)
        || isBelow(ACCEPT, path)
        // below is an API, which is none of this door's
        || served.console() && isBelow(CONSOLE, path) && !isBelow(CONSOLE + "/api", path)
        || served.mailbox() && isBelow(MAILBOX, path)
        || served.docs() && isBelow(DOCS, path);
  }

  private static boolean isBelow(String root, String path) {
    return path.equals(root) || path.startsWith(root + "/");
  }

  @Override
  public Optional<Route.Match> route(String path) {
    List<String> segments = List.of(path.substring(1).split("/", -1));
    return switch (path) {
      case ACCEPT -> match(segments, "GET", "POST");
      case "/", ICON -> match(segments, "GET");
      case "/accept/preview", "/accept/decline" -> match(segments, "POST");
      case "/accept/script", "/accept/style" -> match(segments, "GET");
      default -> PAGES.matcher(path).matches() ? match(segments, "GET") : Optional.empty();
    };
  }

  private static Optional<Route.Match> match(List<String> segments, String... methods) {
    Map<String, Route.Operation> operations = new HashMap<>();
    for (String method : methods) {
      operations.put(method, new Route.Operation("web", OK));
    }
    String template = template("/" + String.join("/", segments));
    return Optional.of(new Route.Match(new Route(template, segments, operations), segments));
  }

  /** The path without what a client can choose, so that there are few. */
  private static String template(String path) {
    if (path.startsWith(MAILBOX + "/")) {
      return MAILBOX + (path.endsWith("/text") ? "/{mail}/text" : "/{mail}");
    }
    if (path.startsWith(DOCS_ASSETS)) {
      return DOCS_ASSETS + "{version}/{file}";
    }
    if (path.startsWith(CONSOLE + "/")) {
      return CONSOLE + "/{part}";
    }
    return path.startsWith(DOCS + "/") ? DOCS + "/{page}" : path;
  }

  @Override
  public void admit(Exchange exchange, ContainerRequestContext request) {
    // no page of another site can read the mailbox (DNS rebinding), nor who comes by a proxy
    if (isBelow(MAILBOX, exchange.path()) && !exchange.isOfThisMachine()) {
      throw explain(404);
    }
    if (WITH_SLASH.matcher(exchange.path()).matches() && READING.contains(exchange.method())) {
      throw new RefusalException(301, Map.of()).with("Location", withoutSlash(exchange));
    }
    Route route = exchange.route().orElseThrow(() -> explain(404));
    if (exchange.operation().isEmpty()) {
      Set<String> allowed = new TreeSet<>(route.operations().keySet());
      if (allowed.contains("GET")) {
        allowed.add("HEAD");
      }
      throw explain(405).with("Allow", String.join(", ", allowed));
    }
  }

  /** The same page, wherever a proxy shows it; the fragment stays by itself (RFC 9110, 10.2.2). */
  private static String withoutSlash(Exchange exchange) {
    String path = exchange.path().substring(0, exchange.path().length() - 1);
    return "../"
        + path.substring(path.lastIndexOf('/') + 1)
        + exchange.rawQuery().map(query -> "?" + query).orElse("");
  }

  /**
   * No third party but the host of a logo, nothing inline, no frame around it, and no trace of the
   * address elsewhere.
   */
  @Override
  public void finish(Exchange exchange, ContainerResponseContext response) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    if (exchange.method().equals("HEAD")) {
      length(response.getEntity())
          .ifPresent(length -> headers.putSingle(HttpHeaders.CONTENT_LENGTH, length));
    }
    headers.putSingle("Content-Security-Policy", ErrorPage.policy(sources(exchange.path())));
    if (response.getStatus() == OK && exchange.path().startsWith(DOCS_ASSETS)) {
      headers.putSingle("Cache-Control", "public, max-age=31536000, immutable");
    }
    if (response.getStatus() == OK && exchange.path().equals(ICON)) {
      headers.putSingle("Cache-Control", "public, max-age=86400");
    }
    headers.putSingle("Referrer-Policy", "no-referrer");
    headers.putSingle("X-Frame-Options", "DENY");
    headers.putSingle("Cross-Origin-Opener-Policy", "same-origin");
    headers.putSingle("Cross-Origin-Resource-Policy", "same-origin");
    headers.putSingle("X-Robots-Tag", "noindex, nofollow");
  }

  /** The length of a page, which Jersey takes for zero where it does not write it. */
  private static OptionalInt length(@Nullable Object entity) {
    return switch (entity) {
      case byte[] bytes -> OptionalInt.of(bytes.length);
      case String text -> OptionalInt.of(text.getBytes(StandardCharsets.UTF_8).length);
      case null, default -> OptionalInt.empty();
    };
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  private String ofLogo() {
    return logo.map(from -> " " + from).orElse("");
  }

  private String sources(String path) {
    if (path.equals("/") || path.equals(MAILBOX)) {
      return PageFrame.SOURCES;
    }
    if (isBelow(MAILBOX, path)) {
      return "style-src 'unsafe-inline'" + logo.map(from -> "; img-src " + from).orElse("");
    }
    // the arrows and locks of Swagger UI are pictures inside its style sheet
    String more = isBelow(DOCS, path) ? " data:" : path.equals(ACCEPT) ? ofLogo() : "";
    String pictures = "img-src 'self'" + more;
    // Swagger UI makes markup of texts, the console makes elements only
    String markup =
        isBelow(CONSOLE, path) ? "; require-trusted-types-for 'script'; trusted-types 'none'" : "";
    return "script-src 'self'; style-src 'self'; connect-src 'self'; " + pictures + markup;
  }

  /** The page of a visitor; the scripts of the pages get problem details. */
  @Override
  public Optional<RefusalPage> page(Visitor visitor, int status) {
    String path = status == NOT_FOUND && Exchange.isCurrent() ? Exchange.current().path() : "";
    if (isBelow(DOCS, path)) {
      return Optional.of(errors.noSuchDocument(visitor));
    }
    // to others the mailbox does not exist
    boolean ofMail = MAIL.matcher(path).matches() && served.showMailbox();
    return Optional.of(ofMail ? errors.noSuchMail(visitor) : errors.of(visitor, status));
  }

  /** Longer than at the other doors: a person reads the page and tries again by hand. */
  @Override
  public int secondsOfOutage() {
    return 5;
  }

  @Override
  public RefusalException explain(int status) {
    return WebProblems.ofStatus(status);
  }

  @Override
  public ObjectMapper json() {
    return json;
  }

  @Override
  public String failureType() {
    return "application/problem+json";
  }
}
