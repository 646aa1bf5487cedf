package dev.roster.server.address;

import dev.roster.server.failure.MalformedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a server as RFC 3986 has it, which lets a host have an underscore where {@link
 * java.net.URI} does not, and with a host that is read as {@link Host} reads it.
 *
 * @param scheme in lower case
 * @param userInfo as written, with its percent signs
 * @param path as written, empty if there is none
 * @param query as written
 * @param fragment as written
 */
public record ServerUrl(
    String scheme,
    Optional<String> userInfo,
    Host host,
    OptionalInt port,
    String path,
    Optional<String> query,
    Optional<String> fragment) {
  private static final Pattern PARTS =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?(?:#(.*))?");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:(.*)@)?(\\[[^\\]]*]|[^:\\[\\]]*)(?::(.*))?", Pattern.DOTALL);
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final int LAST_PORT = 65_535;

  /**
   * Reads a URL with one host.
   *
   * @throws MalformedException with a reason that completes a sentence about the URL; it never
   *     holds user or password
   */
  public static ServerUrl parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new MalformedException("is not a URL");
    }
    Matcher authority = AUTHORITY.matcher(parts.group(2));
    if (!authority.matches()) {
      throw new MalformedException(
          "has a host or port that cannot be read; special characters of a password are written"
              + " as %XX, and an IPv6 address in brackets");
    }
    ServerUrl url =
        new ServerUrl(
            parts.group(1).toLowerCase(Locale.ROOT),
            Optional.ofNullable(authority.group(1)),
            Host.parse(authority.group(2)),
            port(Optional.ofNullable(authority.group(3))),
            parts.group(3),
            Optional.ofNullable(parts.group(4)),
            Optional.ofNullable(parts.group(5)));
    url.requireUri();
    return url;
  }

  /** An empty port is none, as RFC 3986 3.2.3 has it. */
  static OptionalInt port(Optional<String> text) {
    if (text.isEmpty() || text.get().isEmpty()) {
      return OptionalInt.empty();
    }
    int port = PORT.matcher(text.get()).matches() ? Integer.parseInt(text.get()) : 0;
    if (port < 1 || port > LAST_PORT) {
      // not repeated: before a slash in a password, it is the beginning of that
      throw new MalformedException("has a port that is not a number from 1 to " + LAST_PORT);
    }
    return OptionalInt.of(port);
  }

  /** Whatever else is wrong in it. */
  private void requireUri() {
    try {
      new URI(toString());
    } catch (URISyntaxException _) {
      // without the cause, which repeats the password
      throw new MalformedException("has a character that must be written as %XX");
    }
  }

  /** The URL with its host in ASCII. */
  public URI toUri() {
    return URI.create(toString());
  }

  @Override
  public String toString() {
    return scheme
        + "://"
        + userInfo.map(user -> user + "@").orElse("")
        + host.inUrl()
        + (port.isPresent() ? ":" + port.getAsInt() : "")
        + path
        + query.map(text -> "?" + text).orElse("")
        + fragment.map(text -> "#" + text).orElse("");
  }
}
