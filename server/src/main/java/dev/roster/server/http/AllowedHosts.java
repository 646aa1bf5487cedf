package dev.roster.server.http;

import dev.roster.server.failure.UserErrorException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names under which the server is asked, as Django's {@code ALLOWED_HOSTS}: links in responses
 * begin with the name that a request gives, so another one would be a link of the sender's choice.
 * Immutable.
 */
public final class AllowedHosts {
  /** Allows every name. */
  public static final AllowedHosts ANY = new AllowedHosts(Set.of("*"));

  private static final Pattern ENTRY =
      Pattern.compile("\\*|\\.?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*|\\[[0-9A-Fa-f:.]+]");

  /** A host, and a port that does not count. */
  private static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]*)?");

  private final Set<String> entries;

  private AllowedHosts(Set<String> entries) {
    this.entries = entries;
  }

  /**
   * @param entries names, {@code .example.org} for a name and all below it, addresses (IPv6 in
   *     brackets), or {@code *} for all
   * @throws UserErrorException with a sentence for a person, if one is none of these
   */
  public static AllowedHosts of(Collection<String> entries) {
    for (String entry : entries) {
      if (!ENTRY.matcher(entry).matches()) {
        throw new UserErrorException(
            "--allowed-hosts takes names such as roster.example.org, .example.org or [2001:db8::1]"
                + " without scheme, port and path, or *, not '"
                + entry
                + "'.");
      }
    }
    return new AllowedHosts(
        entries.stream()
            .map(entry -> entry.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Reports whether every name is allowed. */
  public boolean isAny() {
    return entries.contains("*");
  }

  /**
   * Reports whether a request may name this host.
   *
   * @param authority with or without a port
   */
  boolean allow(String authority) {
    if (isAny()) {
      return true;
    }
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      return false;
    }
    String host = parts.group(1).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    return entries.contains(host)
        || entries.stream()
            .filter(entry -> entry.startsWith("."))
            .anyMatch(domain -> host.endsWith(domain) || host.equals(domain.substring(1)));
  }
}
