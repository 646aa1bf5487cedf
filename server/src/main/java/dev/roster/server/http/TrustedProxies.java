package dev.roster.server.http;

import dev.roster.server.address.IpAddress;
import dev.roster.server.failure.UserErrorException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * Proxies whose word is taken for where a request came from ({@code X-Forwarded-For}) and whether
 * it came over TLS ({@code X-Forwarded-Proto}). Anybody else sends these headers in vain. Safe for
 * use by many threads.
 */
public final class TrustedProxies {
  /** Trusts no proxy. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private static final Pattern RANGE = Pattern.compile("([0-9A-Fa-f.:]+)(?:/\\d{1,3})?");

  /** An address as proxies write it: maybe in brackets, maybe with a port. */
  private static final Pattern HOP =
      Pattern.compile(
          "\\[([0-9A-Fa-f.:]+)](?::\\d{1,5})?|([0-9.]+)(?::\\d{1,5})?|([0-9A-Fa-f:.]+)");

  private final InetAddressSet ranges = new InetAddressSet();

  /**
   * @param ranges addresses, or ranges such as {@code 10.0.0.0/8} and {@code fd00::/8}
   * @throws UserErrorException if one is neither; its message says which
   */
  public TrustedProxies(Collection<String> ranges) {
    for (String range : ranges) {
      Matcher parts = RANGE.matcher(range);
      if (!parts.matches() || IpAddress.parse(parts.group(1)).isEmpty()) {
        throw neither(range);
      }
      try {
        this.ranges.add(range);
      } catch (IllegalArgumentException badBits) {
        throw neither(range);
      }
    }
  }

  private static UserErrorException neither(String range) {
    return new UserErrorException(
        "\""
            + range
            + "\" is neither an address nor a range such as 10.0.0.0/8, whose bits behind the"
            + " prefix are zero.");
  }

  /** The sender of a request. */
  record Sender(String address, boolean secure) {}

  /**
   * Goes from hop to hop, from the peer of the socket back to the first address that is not a
   * trusted proxy's.
   */
  Sender senderOf(Request request) {
    String address = Request.getRemoteAddr(request);
    if (!trusts(address)) {
      return new Sender(address, request.isSecure());
    }
    List<String> hops = request.getHeaders().getCSV(HttpHeader.X_FORWARDED_FOR, false);
    int stop = hops.size();
    while (stop > 0 && trusts(address)) {
      stop--;
      Optional<InetAddress> hop = hop(hops.get(stop));
      if (hop.isEmpty()) {
        break;
      }
      address = hop.get().getHostAddress();
    }
    return new Sender(address, isSecure(request, hops.size() - stop));
  }

  /**
   * Each proxy adds to both headers: the address that called it, and how. So the scheme stands as
   * far from the end as the address at which the walk stopped. A proxy that sets the scheme instead
   * leaves fewer; then the first one is that of the outermost proxy.
   *
   * @param fromEnd 1 for the last one
   */
  private static boolean isSecure(Request request, int fromEnd) {
    List<String> schemes = request.getHeaders().getCSV(HttpHeader.X_FORWARDED_PROTO, false);
    if (schemes.isEmpty()) {
      return request.isSecure();
    }
    int at = Math.clamp(schemes.size() - fromEnd, 0, schemes.size() - 1);
    return schemes.get(at).equalsIgnoreCase("https");
  }

  private boolean trusts(String address) {
    return ofSocket(address).filter(ranges::test).isPresent();
  }

  /** The address that a proxy has written into a header; empty if it is none. */
  static Optional<InetAddress> hop(String text) {
    Matcher parts = HOP.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    for (int i = 1; i <= parts.groupCount(); i++) {
      if (parts.group(i) != null) {
        return IpAddress.parse(parts.group(i));
      }
    }
    return Optional.empty();
  }

  /** The address as the JDK writes that of a socket, maybe with a zone; empty if it has none. */
  private static Optional<InetAddress> ofSocket(String address) {
    try {
      return Optional.of(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
