package dev.roster.server.address;

import dev.roster.server.failure.MalformedException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host as RFC 3986 3.2.2 has it: a name, which may have underscores and is looked up wherever the
 * machine looks names up, an IPv4 address of four numbers, or an IPv6 address with or without a
 * zone.
 *
 * @param name in lower-case ASCII, other letters as A-labels; an IPv6 address without brackets
 */
public record Host(String name) {
  private static final int LONGEST = 253;
  private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+\\.?");
  private static final Pattern ENDS_IN_NUMBER =
      Pattern.compile("(?:^|\\.)(?:[0-9]+|0x[0-9a-f]*)\\.?$");
  private static final Pattern V6 =
      Pattern.compile("([0-9A-Fa-f:.]+)(?:%(?:25)?([A-Za-z0-9._~-]+))?");

  /**
   * Reads a host, an IPv6 address with or without brackets.
   *
   * @throws MalformedException with a reason that completes a sentence about what has the host
   */
  public static Host parse(String text) {
    if (text.isEmpty()) {
      throw new MalformedException("has no host");
    }
    if (text.contains(":")) {
      return v6(text);
    }
    String decoded = decoded(text);
    String name =
        DomainName.isAscii(decoded) && !decoded.toLowerCase(Locale.ROOT).contains("xn--")
            ? decoded.toLowerCase(Locale.ROOT)
            : DomainName.parse(withoutDot(decoded)).map(DomainName::ascii).orElse("");
    if (name.length() > LONGEST + 1 || !NAME.matcher(name).matches()) {
      throw new MalformedException("has a host that is no name and no address");
    }
    if (ENDS_IN_NUMBER.matcher(name).find() && !IpAddress.isV4(name)) {
      throw new MalformedException(
          "has a host that ends in a number; an IPv4 address is four numbers from 0 to 255 without"
              + " leading zeros, like 127.0.0.1");
    }
    return new Host(name);
  }

  private static Host v6(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    Matcher parts = V6.matcher(bracketed ? text.substring(1, text.length() - 1) : text);
    if (!parts.matches() || !IpAddress.isV6(parts.group(1))) {
      throw new MalformedException(
          "has a host that is no IPv6 address; one looks like [2001:db8::1]");
    }
    String zone = parts.group(2) == null ? "" : "%" + parts.group(2);
    return new Host(parts.group(1).toLowerCase(Locale.ROOT) + zone);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new MalformedException("has a host with a % that is not %XX", malformed);
    }
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Reports whether it is an IPv6 address. */
  public boolean isV6() {
    return name.contains(":");
  }

  /** The address that it is; empty for a name, which would have to be looked up. */
  public Optional<InetAddress> literal() {
    int zone = name.indexOf('%');
    return IpAddress.parse(zone < 0 ? name : name.substring(0, zone));
  }

  /** Reports whether it is this machine and nobody else. */
  public boolean isLoopback() {
    String plain = withoutDot(name);
    return plain.equals("localhost")
        || plain.endsWith(".localhost")
        || literal().filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /** As it stands in a URL: an IPv6 address in brackets. */
  public String inUrl() {
    return isV6() ? "[" + name.replace("%", "%25") + "]" : name;
  }

  /** As sockets take it: an IPv6 address in brackets, its zone as it is called. */
  public String forSocket() {
    return isV6() ? "[" + name + "]" : name;
  }

  @Override
  public String toString() {
    return name;
  }
}
