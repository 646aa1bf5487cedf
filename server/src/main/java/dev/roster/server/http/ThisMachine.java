package dev.roster.server.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests that were made on this machine and meant for it from all others. The connection
 * alone does not say so: a page of another site can have its name resolve to a loopback address
 * (DNS rebinding), and a proxy on this machine passes on what others send.
 */
public final class ThisMachine {
  /** A host as it stands in a URL, with or without a port. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f.:]+]|[^:@/?#\\[\\]]+)(?::[0-9]{0,5})?");

  /** An address as proxies write it: maybe quoted, in brackets or with a port. */
  private static final Pattern HOP =
      Pattern.compile("\"?(\\[[0-9A-Fa-f.:]+]|[0-9.]+|[0-9A-Fa-f:.]+)(?::[0-9]{1,5})?\"?");

  private ThisMachine() {}

  /** Reports whether the request came from this machine, names it, and was not passed on. */
  public static boolean sent(Request request) {
    HttpFields headers = request.getHeaders();
    return isLoopback(Request.getRemoteAddr(request))
        && headers.getValuesList(HttpHeader.HOST).stream().allMatch(ThisMachine::isNamedBy)
        && passedOnLocally(name -> {
          List<String> values = headers.getValuesList(name);
          return values.isEmpty() ? null : String.join(",", values);
        });
  }

  /**
   * Reports whether nobody but programs of this machine passed the request on.
   *
   * @param headers returns all values of a header with commas between, null if there is none
   */
  public static boolean passedOnLocally(Function<String, @Nullable String> headers) {
    return headers.apply("Forwarded") == null
        && all(headers.apply("X-Forwarded-For"), ThisMachine::isLocalHop)
        && all(headers.apply("X-Real-IP"), ThisMachine::isLocalHop)
        && all(headers.apply("X-Forwarded-Host"), ThisMachine::isNamedBy);
  }

  private static boolean all(@Nullable String values, Predicate<String> test) {
    return values == null || Stream.of(values.split(",", -1)).map(String::strip).allMatch(test);
  }

  private static boolean isLocalHop(String text) {
    Matcher hop = HOP.matcher(text.strip());
    return hop.matches() && isLoopback(hop.group(1));
  }

  /**
   * Reports whether a host, with or without a port, is a name of this machine: {@code localhost}, a
   * name below it, or a loopback address.
   */
  public static boolean isNamedBy(String authority) {
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      return false;
    }
    String host = parts.group(1).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    return host.equals("localhost") || host.endsWith(".localhost") || isLoopback(host);
  }

  /** Never looks a name up. */
  private static boolean isLoopback(String address) {
    boolean bracketed = address.startsWith("[") && address.endsWith("]");
    try {
      return InetAddress.ofLiteral(bracketed ? address.substring(1, address.length() - 1) : address)
          .isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return false;
    }
  }
}
