package dev.roster.server.db;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The address of a PostgreSQL database, given as {@code jdbc:postgresql://host/db} or as {@code
 * postgresql://user:password@host:port/db}. Its text never shows the password.
 */
public record DatabaseUrl(String jdbcUrl) {
  private static final String JDBC = "jdbc:postgresql:";

  public DatabaseUrl {
    if (!jdbcUrl.startsWith(JDBC)) {
      throw new IllegalArgumentException("not an address of PostgreSQL");
    }
  }

  /**
   * Reads either spelling.
   *
   * @throws IllegalArgumentException with a sentence for a person if it is neither
   */
  public static DatabaseUrl parse(String text) {
    if (text.startsWith(JDBC)) {
      return new DatabaseUrl(text);
    }
    try {
      URI uri = new URI(text);
      if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())
          || uri.getHost() == null) {
        throw new IllegalArgumentException(
            "a database URL looks like postgresql://user:password@host:5432/database");
      }
      List<String> options = new ArrayList<>();
      String userInfo = uri.getRawUserInfo();
      if (userInfo != null) {
        int colon = userInfo.indexOf(':');
        options.add("user=" + reencoded(colon < 0 ? userInfo : userInfo.substring(0, colon)));
        if (colon >= 0) {
          options.add("password=" + reencoded(userInfo.substring(colon + 1)));
        }
      }
      if (uri.getRawQuery() != null) {
        options.add(uri.getRawQuery());
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String query = options.isEmpty() ? "" : "?" + String.join("&", options);
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      return new DatabaseUrl(JDBC + "//" + uri.getHost() + port + path + query);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException(
          "a database URL looks like postgresql://user:password@host:5432/database", malformed);
    }
  }

  /** A plus sign is one in a URL, but a space to the driver. */
  private static String reencoded(String text) {
    String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    return URLEncoder.encode(decoded, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    int query = jdbcUrl.indexOf('?');
    String address = query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
    return address.substring("jdbc:".length()).replaceFirst("//.*@", "//");
  }
}
