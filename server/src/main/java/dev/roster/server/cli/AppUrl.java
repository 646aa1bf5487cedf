package dev.roster.server.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address of {@code --app-url}: a link on a page that people trust. */
final class AppUrl {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /** RFC 3986 takes more hosts than {@link URI#getHost} does; never a user, who would mislead. */
  private static final Pattern AUTHORITY =
      Pattern.compile("([\\p{L}\\p{M}\\p{N}._~-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

  private static final int MAX_PORT = 65_535;

  private AppUrl() {}

  /**
   * Empty if none is given.
   *
   * @throws IllegalArgumentException with a sentence for a person
   */
  static Optional<URI> parse(@Nullable String typed) {
    if (typed == null || typed.isBlank()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(typed.strip());
      if (isSafe(uri)) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException malformed) {
      // said below
    }
    throw new IllegalArgumentException(
        "--app-url: '"
            + Printable.of(typed.replaceFirst("//[^/]*@", "//...@"))
            + "' must be an address like https://app.example.org, without user and password; http"
            + " is only for localhost.");
  }

  private static boolean isSafe(URI uri) {
    if (uri.getScheme() == null || uri.getRawAuthority() == null) {
      return false;
    }
    Matcher authority = AUTHORITY.matcher(uri.getRawAuthority());
    if (!authority.matches()) {
      return false;
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String host = authority.group(1).toLowerCase(Locale.ROOT);
    int port = authority.group(2) == null ? 1 : Integer.parseInt(authority.group(2));
    return port >= 1
        && port <= MAX_PORT
        && (scheme.equals("https") || scheme.equals("http") && THIS_MACHINE.contains(host));
  }
}
