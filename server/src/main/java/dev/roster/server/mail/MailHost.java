package dev.roster.server.mail;

import dev.roster.server.address.DomainName;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names and addresses of hosts, as mail writes them. */
final class MailHost {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*");
  private static final Pattern LABELS =
      Pattern.compile(
          "(?i)(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern DIGITS = Pattern.compile("[0-9.]+");

  private MailHost() {}

  /** The host of a URL: a name as A-labels without a dot at its end, or a bare address. */
  static Optional<String> parse(String host) {
    if (host.startsWith("[")) {
      return literal(host.substring(1, host.length() - 1));
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (DIGITS.matcher(name).matches()) {
      return literal(name);
    }
    String ascii = name.chars().allMatch(c -> c < 0x80) ? name : aLabels(name).orElse("");
    return NAME.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
  }

  private static Optional<String> literal(String address) {
    try {
      InetAddress.ofLiteral(address);
      return Optional.of(address);
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /** Whether a host that was parsed is this machine, by whatever spelling. */
  static boolean isThisMachine(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return true;
    }
    if (!name.contains(":") && !DIGITS.matcher(name).matches()) {
      return false;
    }
    return InetAddress.ofLiteral(name).isLoopbackAddress();
  }

  /** A domain as every mail server takes it; empty if it is none. */
  static Optional<String> aLabels(String domain) {
    boolean ascii = domain.chars().allMatch(c -> c < 0x80);
    return DomainName.parse(domain).map(name -> ascii ? domain : name.ascii());
  }

  /** Whether others can be expected to find the name: it has a dot, and is no address. */
  static boolean isFullyQualified(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.indexOf('.') > 0
        && LABELS.matcher(lower).matches()
        && !DIGITS.matcher(lower).matches()
        && !lower.endsWith(".localhost")
        && !lower.endsWith(".localdomain");
  }
}
