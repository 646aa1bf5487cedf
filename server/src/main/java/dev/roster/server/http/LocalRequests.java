package dev.roster.server.http;

import dev.roster.server.address.IpAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;

/**
 * Recognises requests that were made on this machine and meant for it. The connection alone does
 * not say so: a page of another site can have its name resolve to a loopback address (DNS
 * rebinding), and a proxy on this machine passes on what others send.
 */
public final class LocalRequests {
  /** A host as it stands in a URL, with or without a port. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f.:]+]|[^:@/?#\\[\\]]+)(?::[0-9]{0,5})?");

  /** Headers that only a proxy writes and that name no client. */
  private static final List<String> PASSED_ON =
      List.of(
          "Forwarded",
          "Via",
          "CDN-Loop",
          "CF-Ray",
          "Ngrok-Trace-Id",
          "X-Amz-Cf-Id",
          "X-Amzn-Trace-Id",
          "X-ARR-LOG-ID",
          "X-Azure-Ref",
          "X-BlueCoat-Via",
          "X-Original-Host",
          "X-Varnish");

  /** Headers in which proxies and content delivery networks write the address of their client. */
  private static final List<String> CLIENT_ADDRESSES =
      List.of(
          "X-Forwarded-For",
          "X-Real-IP",
          "Client-IP",
          "Remote-Addr",
          "X-Client-IP",
          "X-Http-Forwarded-For",
          "X-ProxyUser-Ip",
          "X-Remote-Ip",
          "X-Remote-Addr",
          "X-Vercel-Forwarded-For",
          "X-Cluster-Client-IP",
          "X-Original-Forwarded-For",
          "X-Envoy-External-Address",
          "X-Azure-ClientIP",
          "X-Azure-SocketIP",
          "X-Appengine-User-IP",
          "CF-Connecting-IP",
          "CF-Connecting-IPv6",
          "CF-Pseudo-IPv4",
          "CloudFront-Viewer-Address",
          "True-Client-IP",
          "Fastly-Client-IP",
          "Fly-Client-IP",
          "DO-Connecting-IP",
          "X-Nf-Client-Connection-IP");

  private LocalRequests() {}

  /**
   * Reports whether the request came from this machine, names it, and was not passed on for
   * another. A proxy that changes nothing about what it passes on cannot be told from a program of
   * this machine.
   */
  public static boolean sent(Request request) {
    HttpFields headers = request.getHeaders();
    return isLoopback(Request.getRemoteAddr(request))
        && isSpokenByPrograms(request.getConnectionMetaData().getHttpVersion())
        && headers.contains(HttpHeader.HOST)
        && headers.getValuesList(HttpHeader.HOST).stream().allMatch(LocalRequests::isNamedBy)
        && RosterConnection.targetOf(request).authority().stream()
            .allMatch(LocalRequests::isNamedBy)
        && wasPassedOnByNobodyElse(headers);
  }

  /** HTTP/1.0 is what nginx speaks to its upstream unless it is told otherwise, with no trace. */
  private static boolean isSpokenByPrograms(HttpVersion version) {
    return version.getVersion() >= HttpVersion.HTTP_1_1.getVersion();
  }

  private static boolean wasPassedOnByNobodyElse(HttpFields headers) {
    return PASSED_ON.stream().noneMatch(headers::contains)
        && CLIENT_ADDRESSES.stream().allMatch(name -> all(headers, name, LocalRequests::isLocalHop))
        && all(headers, "X-Forwarded-Host", LocalRequests::isNamedBy)
        && (headers.contains(HttpHeader.X_FORWARDED_FOR)
            || headers.stream().noneMatch(LocalRequests::isForwarded));
  }

  private static boolean isForwarded(HttpField header) {
    return header.getLowerCaseName().startsWith("x-forwarded-");
  }

  private static boolean all(HttpFields headers, String name, Predicate<String> test) {
    return headers.getValuesList(name).stream()
        .flatMap(values -> Stream.of(values.split(",", -1)))
        .map(String::strip)
        .allMatch(test);
  }

  /** Some proxies put the address in quotes. */
  private static boolean isLocalHop(String text) {
    return TrustedProxies.hop(text.replaceAll("^\"|\"$", ""))
        .filter(InetAddress::isLoopbackAddress)
        .isPresent();
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

  private static boolean isLoopback(String address) {
    boolean bracketed = address.startsWith("[") && address.endsWith("]");
    return IpAddress.parse(bracketed ? address.substring(1, address.length() - 1) : address)
        .filter(InetAddress::isLoopbackAddress)
        .isPresent();
  }
}
