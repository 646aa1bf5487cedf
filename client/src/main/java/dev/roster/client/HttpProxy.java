package dev.roster.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy, with the login it asks for. The login is sent without being asked, because a
 * {@link java.net.Authenticator} makes the JDK drop the bearer token before Java 24.
 */
final class HttpProxy {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:http://)?(?!\\w+://)(?:(?<login>.*)@)?(?<host>[^:/@\\s]+|\\[[0-9A-Fa-f:.]+]):(?<port>\\d{1,5})/?",
          Pattern.CASE_INSENSITIVE);
  private static final String IN_TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";
  private static final String IN_THE_OPEN = "jdk.http.auth.proxying.disabledSchemes";

  private final InetSocketAddress address;
  private final @Nullable String authorization;

  private HttpProxy(InetSocketAddress address, @Nullable String authorization) {
    this.address = address;
    this.authorization = authorization;
  }

  /** Reads {@code http://user:password@host:port}; user, password and scheme may be left out. */
  static HttpProxy parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (parts.matches()) {
      int port = Integer.parseInt(parts.group("port"));
      String login = parts.group("login");
      Optional<String> decoded = login == null ? Optional.of("") : decoded(login);
      if (port > 0 && port <= 0xffff && decoded.isPresent()) {
        String host = parts.group("host").replaceAll("[\\[\\]]", "");
        return new HttpProxy(
            InetSocketAddress.createUnresolved(host, port),
            login == null ? null : basic(decoded.get()));
      }
    }
    // without the text: it may carry a password
    throw new IllegalArgumentException(
        "a proxy looks like http://user:password@host:port (user and password only if it wants a"
            + " login, with special characters percent-encoded); the JDK knows no other kind");
  }

  InetSocketAddress address() {
    return address;
  }

  /** The header {@code Proxy-Authorization}; empty for a proxy without a login. */
  Optional<String> authorization() {
    return Optional.ofNullable(authorization);
  }

  /** Refuses a login that the JDK would not send, rather than let every call fail with 407. */
  void requireUsable(String baseUri) {
    boolean tunnel = baseUri.regionMatches(true, 0, "https:", 0, 6);
    String setting = tunnel ? IN_TUNNELS : IN_THE_OPEN;
    if (authorization != null && isBasicDisabled(setting)) {
      throw new IllegalStateException(
          "The JDK sends no login to a proxy on the way to an "
              + (tunnel ? "https" : "http")
              + " address unless the JVM is started with -D"
              + setting
              + "= (an empty value). Start it so, or give a proxy that wants no login.");
    }
  }

  /** As the JDK's client decides it: the system property, else the file of the JDK. */
  private static boolean isBasicDisabled(String setting) {
    String schemes = System.getProperty(setting);
    if (schemes == null) {
      schemes = fileOfTheJdk().getProperty(setting, "");
    }
    return Arrays.stream(schemes.split(","))
        .anyMatch(scheme -> scheme.strip().equalsIgnoreCase("Basic"));
  }

  private static Properties fileOfTheJdk() {
    Properties properties = new Properties();
    Path file = Path.of(System.getProperty("java.home"), "conf", "net.properties");
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      // a JVM without the file has its defaults, which disable nothing
    }
    return properties;
  }

  private static Optional<String> decoded(String login) {
    try {
      return Optional.of(URLDecoder.decode(login.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String basic(String login) {
    String both = login.contains(":") ? login : login + ":";
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }
}
